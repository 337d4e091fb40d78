import Statistics
import Text

extension Report {
  /// The form of `summary.json`, raised with each change that its readers have to know.
  static let summarySchema = 1

  /// `summary.json`. Holds no time, host, workers or output path: equal runs are equal bytes.
  public var json: String {
    var scenario: [(String, JSON)] = [
      ("title", .text(description.title)), ("start", .text(description.start)),
      ("step", .text(description.step)), ("steps", .count(description.steps)),
      ("paths", .count(summary.paths.count)), ("seed", .integer(summary.seed)),
    ]
    if let file = description.inherited.title { scenario.append(("titleOf", .text(file))) }
    if summary.paths.lowerBound != 0 {
      scenario.append(("firstPath", .count(summary.paths.lowerBound)))
    }
    let before: [(String, JSON)] = [
      ("schema", .count(Self.summarySchema)),
      ("scenario", .object(scenario)),
      ("series", .list(summary.series.map(\.json))),
      ("outcomes", .list(summary.outcomes.map(\.json))),
      ("attributions", .list(summary.attributions.map(\.json))),
      ("answers", .list(summary.answers.map(json))),
      ("observations", .list(summary.observations.map(\.json))),
      ("groups", .list(summary.groups.map(\.json))),
    ]
    let behind: [(String, JSON)] = [
      ("warnings", .list(summary.warnings.map { .text($0) })),
      ("failures", summary.failures.json),
    ]
    return JSON.object(
      before + happeningMembers + dependenceMembers + historyMembers + effectMembers + behind
    )
    .document
  }
}

extension SeriesSummary {
  var json: JSON {
    [
      "name": .text(name),
      "unit": .text(unit),
      "dates": .row(dates.map { .text($0) }),
      "mean": .numbers(bands.map(\.mean.value)),
      "mcse": .numbers(bands.map(\.mean.error)),
      "percentiles": perLevel { .numbers($0.map(\.value)) },
      "intervals": perLevel { .row($0.map(\.interval.json)) },
    ]
  }

  /// One member for each level; a date at which nothing came through has no percentiles.
  private func perLevel(_ json: ([Percentile]) -> JSON) -> JSON {
    let levels = bands.map(\.percentiles).max { $0.count < $1.count } ?? []
    let none = Interval(low: .nan, high: .nan)
    return .object(
      levels.map { asked in
        let level = asked.level
        let missing = Percentile(level: level, value: .nan, interval: none)
        return (asked.levelText, json(bands.map { $0[level] ?? missing }))
      })
  }
}

extension FailureLedger {
  var json: JSON {
    [
      "paths": .count(paths),
      "causes": .list(causes.map(\.json)),
    ]
  }
}

extension FailureLedger.Cause {
  fileprivate var json: JSON {
    var members: [(String, JSON)] = [("cause", .text(text)), ("paths", .count(paths))]
    if let first {
      members.append(
        ("first", ["path": .count(first.path), "values": .numbers(first.values)]))
    }
    return .object(members)
  }

  /// With the numbers of the first path that has it: `… (path 4711: 0.061 against 0.059)`.
  var words: String {
    guard let first else { return text }
    let values = first.values.map { Figure($0, error: 0, unit: "").text }
    return "\(text) (path \(first.path): \(values.joined(separator: " against ")))"
  }
}

extension Interval {
  var json: JSON { .numbers([low, high]) }
}

extension Percentile {
  /// `5`, `97.5`.
  var levelText: String { level.shortest ?? "" }
}
