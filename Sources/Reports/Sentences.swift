import Statistics
import Text

// Sentences that the terminal and the page share. Nothing in them can move a cursor.

extension Report {
  /// `The share price of zhipu is below 560 HKD on 2026-12-30 on 12.3 % of the paths (12.1 % to
  /// 12.5 %).`
  func sentence(_ answer: Answer) -> String {
    guard let asked = answer.comparison else {
      return "\(question(answer)) holds on \(answer.probability.ofThePaths).".printable()
    }
    let quantity = asked.quantity.printableWords
    let outcome = summary.outcomes[asked.quantity.name]
    let condition: String
    if let date = outcome?.date(asked.level) {
      condition = (asked.isAbove ? "after " : "before ") + date
    } else {
      condition = (asked.isAbove ? "above " : "below ") + asked.level.amount(asked.unit)
    }
    let time =
      switch asked.time {
      case .at(let date): " on \(date)"
      case .until(let date): " on some date until \(date)"
      case .path: ""
      }
    return
      "The \(quantity) is \(condition)\(time) on \(answer.probability.ofThePaths)."
      .printable()
  }

  /// `On 2026-09-30, the share price of zhipu was 560 HKD (source): above that of 12.3 % of the
  /// paths (…).`
  func sentence(_ observed: ObservedRank) -> String {
    let isMoved = observed.date != observed.statedDate
    let compared = isMoved ? ", compared with \(observed.date)" : ""
    let source = observed.source.map { " (\($0))" } ?? ""
    let value = observed.value.amount(observed.unit)
    return
      "On \(observed.statedDate)\(compared), the \(observed.series.printableWords) was "
      + "\(value)\(source): above that of \(observed.rank.ofThePaths)."
      .printable()
  }

  /// `deep (zhipu.maxDrawdown > 95%): 44.3 % of the paths (…).`
  func sentence(_ group: GroupSummary) -> String {
    let condition = group.hasName ? " (\(group.condition))" : ""
    return "\(group.name)\(condition): \(group.share?.ofThePaths ?? group.size).".printable()
  }

  /// What was stated for an earlier date, and what it has become by the start.
  func sentence(_ moved: RolledForward) -> String {
    let stated = description.assumptions.first { $0.key == moved.name }?.text ?? "stated"
    let band = summary.series[moved.name]?.band(at: .start)
    let middle = summary.levels.nearestToMiddle.flatMap { band?[$0] }
    let start = middle.map {
      let figure = Figure($0, unit: "")
      return "; \($0.name) at the start \(figure.text) ± \(figure.errorText)"
    }
    return "\(moved.name): \(stated) on \(moved.asOf), rolled forward\(start ?? "").".printable()
  }

  /// `12 of 100,000 paths are not in the bands`, without an end.
  var failedPaths: String {
    "\(grouped(summary.failures.paths)) of \(grouped(summary.paths.count)) paths are not in the bands"
  }

  /// `100,000 paths, seed 1, 156 weeks from 2026-06-24 to 2029-06-20`.
  var facts: String {
    let paths = summary.paths
    let range =
      paths.lowerBound == 0
      ? "\(grouped(paths.count)) path\(paths.count == 1 ? "" : "s")"
      : "paths \(grouped(paths.lowerBound)) to \(grouped(paths.upperBound - 1))"
    let end = summary.series.first?.dates.last.map { " to \($0)" } ?? ""
    let steps = "\(description.steps) \(description.step)\(description.steps == 1 ? "" : "s")"
    return "\(range), seed \(summary.seed), \(steps) from \(description.start)\(end)"
      .printable() + description.originOfTitle
  }
}

extension GroupSummary {
  /// Whether it has a name of its own, and not its condition for one.
  var hasName: Bool { name != condition }

  /// `5,000 paths`.
  var size: String { "\(grouped(paths)) path\(paths == 1 ? "" : "s")" }
}

extension Proportion {
  /// `12.3 % of the paths (12.1 % to 12.5 %)`, `none of the 20,000 paths (0.00 % to 0.02 %)`.
  var ofThePaths: String {
    guard count > 0 else { return "no path that could be asked" }
    guard bounds == nil else {
      return "\(text) of the paths (\(intervalText)), because the horizon decides no more"
    }
    if isKnown { return "\(shareInWords) of the paths" }
    if hits == 0 { return "none of the \(grouped(count)) paths (\(intervalText))" }
    return "\(text) of the paths (\(intervalText))"
  }

  /// `12.3 %`, or `none`.
  var shareInWords: String { count > 0 && hits == 0 && undecided == 0 ? "none" : text }

  /// `12.3 %`; `30 % to 47 %` where the horizon does not decide all paths.
  var text: String {
    guard let bounds else { return Figure(share: self).text }
    return "\(Figure(share: bounds.least).text) to \(Figure(share: bounds.most).text)"
  }

  /// `12.1 % to 12.5 %`.
  var intervalText: String {
    let ends = bounds.map { [$0.least.interval, $0.most.interval] } ?? [interval]
    let error = ends.map { ($0.high - $0.low) / 2 }.max() ?? .nan
    return [interval.low, interval.high]
      .map { Figure($0, error: error, unit: "probability").text }.joined(separator: " to ")
  }
}

extension Figure {
  /// A share of paths of which all are decided, cut to half of its interval.
  init(share: Proportion) {
    let error = (share.interval.high - share.interval.low) / 2
    self.init(share.value, error: error, unit: "probability")
  }
}

extension Double {
  /// A stated number with its unit: `560 HKD`, `20x`, `50 %`, `2 years`.
  func amount(_ unit: String) -> String {
    let figure = Figure(self, error: 0, unit: unit).text
    return switch unit {
    case "", "share", "probability", "index", "count": figure
    case "years" where self == 1: "1 year"
    case "x": figure + "x"
    default: "\(figure) \(unit)".printable()
    }
  }
}

extension String {
  /// Without a capital letter at the start, and without the dot at the end, as a part of a sentence.
  var asPart: String {
    prefix(1).lowercased() + (hasSuffix(".") ? dropLast() : self[...]).dropFirst()
  }

  /// With a capital letter at the start.
  var capitalisedAtStart: String { prefix(1).uppercased() + dropFirst() }
}

extension [String] {
  /// `90`, `90 and 50`, `90, 80 and 50`.
  var inWords: String {
    guard let last, count > 1 else { return first ?? "" }
    return dropLast().joined(separator: ", ") + " and " + last
  }
}
