import Statistics
import Text

// What tables of the terminal and of the page say of how prices move together.

extension Report {
  /// Of each pair, the correlations of its returns by step and to the horizon, each with its error.
  var rankRows: [(label: String, cells: [String])] {
    guard let dependence = summary.dependence else { return [] }
    return dependence.pairs.map { pair in
      (
        "\(dependence.name(pair.first)) and \(dependence.name(pair.second))".printable(),
        [pair.steps?.estimate, pair.logs?.estimate, pair.horizon]
          .flatMap { $0?.rankCells ?? ["–", ""] }
      )
    }
  }

  var rankHeads: [String] {
    ["Spearman", "±", "Pearson", "±", "to the end", "±"]
  }

  /// How often one falls in a step on which another does, and how often by itself, with errors.
  var fallRows: [(label: String, cells: [String])] {
    guard let dependence = summary.dependence else { return [] }
    return dependence.pairs.flatMap(\.falls).map { fall in
      let part = Figure(fall.fall, error: 0, unit: "share").text
      return (
        "\(dependence.name(fall.of)) > \(part) when \(dependence.name(fall.given)) > \(part)"
          .printable(),
        [fall.probability, fall.alone].flatMap { $0.cells }
      )
    }
  }

  static let fallHeads = ["share", "±", "alone", "±"]

  /// How the numbers are to be read.
  var dependenceMeaning: String {
    guard let dependence = summary.dependence else { return "" }
    let step = description.step
    let ranked = dependence.pairs.compactMap(\.steps?.paths).max() ?? 0
    let kept = dependence.pairs.map(\.horizonPaths).max() ?? 0
    let parts =
      summary.baskets.isEmpty
      ? ""
      : " No basket stands beside what it holds: with its own parts it moves by itself."
    return
      "By \(step): Spearman's rank correlation along a path, the mean over \(grouped(ranked)) of the paths; "
      + "beside it Pearson's of changes of logarithms. To the end: Spearman's across \(grouped(kept)) of them. "
      + "Falls: in one \(step), over all paths; alone: whatever the other does. ±: half a 95 % interval, which "
      + "takes the steps of a path for one cluster." + parts
  }

  /// All that is told of it in a terminal.
  func dependenceLines(on terminal: Terminal) -> [[String]] {
    guard summary.dependence != nil else { return [] }
    func table(_ title: String, _ heads: [String], _ rows: [(label: String, cells: [String])])
      -> [String]
    {
      guard !rows.isEmpty else { return [] }
      var table = TextTable(
        heads.enumerated().map { TextTable.Column(title: $1, dispensability: $0 % 2) })
      table.append(.titles(title))
      for (label, cells) in rows { table.append(.numbers("  " + label, cells)) }
      return table.lines(on: terminal)
    }
    return [
      table("correlation by \(description.step)", rankHeads, rankRows),
      table("falls in a \(description.step)", Self.fallHeads, fallRows),
      dependenceMeaning.wrapped(to: terminal.width),
    ]
  }
}

extension DependenceSummary {
  /// Whose price it is, for a reader.
  func name(_ place: Int) -> String { series[place].subject.printable() }
}

extension IntervalEstimate {
  fileprivate var rankCells: [String] {
    [correlation.text, correlation.errorText]
  }

  /// As a correlation: what is less than a tenth of its error is 0.
  var correlation: Figure {
    Figure(10 * value.magnitude < reach ? 0 : value, error: reach, unit: "")
  }
}

extension ClusteredShare {
  /// Cut where half of its interval starts.
  var figure: Figure {
    Figure(value, error: (interval.high - interval.low) / 2, unit: "probability")
  }

  fileprivate var cells: [String] { [figure.text, figure.errorText] }
}
