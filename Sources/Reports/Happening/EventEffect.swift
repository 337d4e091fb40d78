import Statistics
import Text

/// What an event does: a run less the same run in which it never happens, path by path.
public struct EventEffect: Sendable {
  /// The difference of one metric.
  public struct Difference: Sendable {
    let metric: MetricDescription
    /// Over all paths.
    let all: IntervalEstimate
    /// Over those on which the event happens; nil where there is none.
    let happened: IntervalEstimate?

    public init(
      _ metric: MetricDescription, all: IntervalEstimate, happened: IntervalEstimate?
    ) {
      self.metric = metric
      self.all = all
      self.happened = happened
    }
  }

  let event: String
  /// On how many of the paths it happens.
  let share: Proportion
  let differences: [Difference]

  public init(_ event: String, share: Proportion, differences: [Difference]) {
    self.event = event
    self.share = share
    self.differences = differences
  }
}

extension Report {
  static let effectHeads: [(title: String, dispensability: Int)] = [
    ("all paths", 0), ("±", 0), ("its paths", 0), ("±", 0),
  ]

  static let effectMeaning =
    "What an event does: the run less the same run in which it never happens, path by path. Its "
    + "paths: those on which it happens, alone. What is told in per cent differs in points. ±: half a 95 % "
    + "interval. "
    + "\(IntervalEstimate.mark): not distinguishable from 0."

  /// A metric of a run, a question in the words of the file, with its unit.
  func effectLabel(_ difference: EventEffect.Difference) -> String {
    let metric = difference.metric
    let label =
      description.questions.first { "P(\($0.name))" == metric.name }
      .map { "P(\($0.words))".printable() } ?? metric.heading
    return difference.isOfShares ? label.with(unit: "points") : label
  }

  /// Of each event a row for each metric.
  func effectLines(on terminal: Terminal) -> [String] {
    guard !effects.isEmpty else { return [] }
    var table = TextTable(
      Self.effectHeads.map { .init(title: $0.title, dispensability: $0.dispensability) })
    table.append(.titles("what an event does"))
    for effect in effects {
      table.append(.heading("\(effect.event), on \(effect.share.ofThePaths)".printable()))
      for difference in effect.differences {
        table.append(.numbers("  " + effectLabel(difference), difference.cells))
      }
    }
    return table.lines(on: terminal) + Self.effectMeaning.wrapped(to: terminal.width)
  }

  /// The same for the page.
  var effectTable: [HTML] {
    guard !effects.isEmpty else { return [] }
    let rows = effects.flatMap { effect -> [HTML.Line] in
      [.group("\(effect.event), on \(effect.share.ofThePaths)".printable())]
        + effect.differences.map { .cells(effectLabel($0), $0.cells) }
    }
    let head =
      [HTML.Head("")]
      + Self.effectHeads.map { HTML.Head($0.title, dispensability: $0.dispensability) }
    return [
      HTML.table("What an event does", head: head, rows: rows), HTML.small(Self.effectMeaning),
    ]
  }

  /// `effects` of `summary.json`, where they were asked for.
  var effectMembers: [(String, JSON)] {
    effects.isEmpty ? [] : [("effects", .list(effects.map(\.json)))]
  }
}

extension EventEffect.Difference {
  fileprivate var cells: [String] {
    [all, happened].flatMap { difference -> [String] in
      guard let difference else { return ["–", ""] }
      let (told, unit) = isOfShares ? (difference.inPoints, "") : (difference, metric.unit)
      return [told.difference(unit), told.differenceError(unit)]
    }
  }

  /// Whether its metric is told in per cent, so that a difference is told in points of it.
  fileprivate var isOfShares: Bool { ["share", "probability"].contains(metric.unit) }

  fileprivate var json: JSON {
    [
      "metric": .text(metric.name), "unit": .text(metric.unit), "all": all.plainJSON,
      "happened": happened?.plainJSON ?? .null,
    ]
  }
}

extension EventEffect {
  fileprivate var json: JSON {
    [
      "event": .text(event), "probability": share.json,
      "differences": .list(differences.map(\.json)),
    ]
  }
}
