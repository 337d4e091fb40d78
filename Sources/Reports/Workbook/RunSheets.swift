import Statistics
import Text

/// The sheets of a run, from its summary: every number of that is on one of them.
struct RunSheets {
  private typealias Cell = Workbook.Cell
  let summary: SummaryFile
  /// Of the whole workbook.
  let heading: [String]
  private let figures: [ManifestFile.KeyFigure]

  /// - Parameters:
  ///   - figures: What is told first.
  ///   - reading: What the numbers are, in a sentence.
  init(_ summary: SummaryFile, _ figures: [ManifestFile.KeyFigure], reading: String) {
    (self.summary, self.figures) = (summary, figures)
    let scenario = summary.scenario
    heading = [
      scenario.title,
      "\(grouped(scenario.paths)) paths, seed \(scenario.seed), \(grouped(scenario.steps)) steps of a "
        + "\(scenario.step) from \(scenario.start)", reading,
    ]
  }

  var all: [Workbook.Sheet] {
    let groups = summary.groups.enumerated().flatMap { index, group in
      group.series.map { Workbook.Sheet($0, of: group.condition, number: index + 1) }
    }
    // The heading has to stand somewhere.
    let first = figures.isEmpty ? [] : [keyFigures(figures)]
    let asked = summary.answers.isEmpty && !first.isEmpty ? [] : [answers]
    return first + asked + [outcomes, risks, exceedances].filter { !$0.rows.isEmpty }
      + HappeningSheets(summary).all + DependenceSheets(summary).all + HistorySheet(summary).all
      + summary.series.map { .init($0) }
      + [attributions, observations, self.groups, shifts].filter { !$0.rows.isEmpty } + groups
      + [warnings].filter { !$0.rows.isEmpty }
  }

  private func sheet(
    _ name: String, _ captions: [String], _ columns: [Workbook.Column], _ rows: [[Cell]]
  ) -> Workbook.Sheet {
    Workbook.Sheet(name: name, captions: captions, columns: columns, rows: rows)
  }

  // MARK: What was asked

  private var answers: Workbook.Sheet {
    let columns = SheetColumns(summary.answers.map(\.probability))
    let rows = summary.answers.map { answer -> [Cell] in
      let level = NumberFormat(unit: answer.unit ?? "", of: [answer.level.number])
      return [.text(answer.name)] + columns.cells(answer.probability) + [
        .optional(answer.quantity), .optional(answer.unit), .optional(answer.is),
        .value(answer.level, level), .text(answer.time), answer.date.map { .date($0) } ?? .empty,
      ]
    }
    let behind = ["quantity", "unit", "is", "level", "time", "date"]
    let none = rows.isEmpty ? ["The scenario asks no question."] : []
    return sheet(
      "Answers", (figures.isEmpty ? heading : ["What the scenario asks"]) + none,
      [.init(head: "question", width: 52)] + columns.columns("probability")
        + behind.map { .init(head: $0, width: $0 == "quantity" ? 24 : 12) }, rows)
  }

  private var observations: Workbook.Sheet {
    let columns = SheetColumns(summary.observations.map(\.rank))
    let rows = summary.observations.map { seen -> [Cell] in
      [
        .text(seen.series), .text(seen.unit), .date(seen.date), .date(seen.statedDate),
        .number(seen.value, in: NumberFormat(unit: seen.unit, of: [seen.value])),
        seen.source.map { .source($0) } ?? .empty,
      ] + columns.cells(seen.rank)
    }
    let heads = ["series", "unit", "date", "stated date", "value", "source"]
    return sheet(
      "Observations", ["What was seen, and the share of paths below it"],
      heads.map { .init(head: $0, width: ["series", "source"].contains($0) ? 28 : 12) }
        + columns.columns("rank"), rows)
  }

  // MARK: Outcomes

  private static let allPaths = "all paths"
  /// No name of a group can be taken for all paths.
  private static func words(_ group: SummaryFile.Group) -> String { "group: \(group.name)" }

  /// Of all paths, then of each group.
  private var outcomesByGroup: [(group: String, outcome: SummaryFile.Outcome)] {
    summary.outcomes.map { (Self.allPaths, $0) }
      + summary.groups.flatMap { group in group.outcomes.map { (Self.words(group), $0) } }
  }

  private var outcomes: Workbook.Sheet {
    let outcomes = outcomesByGroup
    let levels = Set(outcomes.flatMap(\.outcome.percentiles.levels)).sorted()
    let shares = SheetColumns(outcomes.compactMap(\.outcome.censored))
    let rows = outcomes.map { group, outcome -> [Cell] in
      let values = levels.map { outcome.percentiles[$0] ?? .none }
      let format = NumberFormat(unit: outcome.unit, of: values.map(\.number))
      let ends = levels.flatMap { level -> [Cell] in
        let ends = outcome.intervals[level]?.both ?? [.none, .none]
        return ends.map { .value($0, format) }
      }
      let errors = NumberFormat(unit: outcome.unit, of: [outcome.mcse])
      return [.text(outcome.name), .text(outcome.unit), .text(group)]
        + values.map { .value($0, format) }
        + [
          .number(outcome.mean, in: format), .number(outcome.mcse, in: errors),
          .number(outcome.sd, in: format), .number(outcome.trimmedMean?.mean, in: format),
          .number(outcome.trimmedMean?.mcse, in: errors),
          .number(outcome.trimmedMean?.share, in: .percent),
        ] + shares.cells(outcome.censored) + ends
    }
    let means = [
      "mean", "MCSE", "SD", "trimmed mean", "its MCSE", "its share of the paths",
    ]
    let heads =
      ["outcome", "unit", "paths"] + levels.map(Levels.head) + means
      + shares.heads("not by the horizon")
      + levels.flatMap { level in ["low", "high"].map { "\(Levels.head(level)) \($0)" } }
    return sheet(
      "Outcomes",
      [
        "One number for each path: percentiles, mean with its standard error (MCSE), standard deviation "
          + "(SD), and on the right 95 % sampling intervals of the percentiles"
      ],
      heads.enumerated().map { .init(head: $1, width: $0 == 0 ? 30 : 12) }, rows)
  }

  private var risks: Workbook.Sheet {
    let rows = outcomesByGroup.flatMap { group, outcome in
      outcome.risks.map { risk -> [Cell] in
        let format = NumberFormat(unit: outcome.unit, of: [risk.value])
        return [
          .text(outcome.name), .text(outcome.unit), .text(group),
          .text(risk.measure), .number(risk.level, in: .percent),
        ] + ([risk.value] + risk.interval.both).map { .number($0, in: format) }
      }
    }
    let heads = ["outcome", "unit", "paths", "measure", "level", "value", "low", "high"]
    return sheet(
      "Risks", ["What the worst paths lose"],
      heads.map { .init(head: $0, width: $0 == "outcome" ? 30 : 12) }, rows)
  }

  private var exceedances: Workbook.Sheet {
    let all = outcomesByGroup.flatMap { group, outcome in
      outcome.exceedances.map { (group, outcome, $0) }
    }
    let shares = SheetColumns(all.map(\.2.probability))
    let rows = all.map { group, outcome, passed -> [Cell] in
      let level = passed.above ?? passed.by ?? .none
      return [
        .text(outcome.name), .text(outcome.unit), .text(group),
        .text(passed.above == nil ? "by" : "above"),
        .value(level, NumberFormat(unit: outcome.unit, of: [level.number])),
      ] + shares.cells(passed.probability)
    }
    let heads = ["outcome", "unit", "paths", "is", "level"]
    return sheet(
      "Exceedances", ["How likely it is to pass some levels, or to have happened by some dates"],
      heads.map { .init(head: $0, width: $0 == "outcome" ? 30 : 12) }
        + shares.columns("probability"), rows)
  }

  // MARK: Groups

  private var groups: Workbook.Sheet {
    let shares = SheetColumns(summary.groups.compactMap(\.share))
    let rows = summary.groups.map { group -> [Cell] in
      [.text(group.name), .text(group.condition), .count(group.paths)] + shares.cells(group.share)
    }
    return sheet(
      "Groups", ["Paths that are looked at apart"],
      [
        .init(head: "group", width: 24), .init(head: "condition", width: 52),
        .init(head: "number of paths"),
      ] + shares.columns("share of the paths"), rows)
  }

  private var shifts: Workbook.Sheet {
    let rows = summary.groups.flatMap { group in
      group.shifts.map { shift -> [Cell] in
        let medians = [shift.median] + shift.medianInterval.both + [shift.medianOfAll]
        let format = NumberFormat(unit: "", of: medians)
        return [
          .text(shift.name), .text(shift.kind), .text(group.name),
          .number(shift.shift, in: .decimals(3)), .number(shift.mcse, in: .decimals(3)),
        ] + (medians + shift.medianOfAllInterval.both).map { .number($0, in: format) }
      }
    }
    let heads = [
      "driver", "kind", "group", "shift in SD", "MCSE", "median",
      "median low", "median high", "median of all", "median of all low", "median of all high",
    ]
    return sheet(
      "Shifts", ["What is different about the paths of a group"],
      heads.map { .init(head: $0, width: $0 == "driver" ? 36 : 14) }, rows)
  }

  private var attributions: Workbook.Sheet {
    let all =
      summary.attributions.map { (Self.allPaths, $0) }
      + summary.groups.flatMap { group in group.attributions.map { (Self.words(group), $0) } }
    let levels = Set(all.flatMap { $1.total.percentiles.levels }).sorted()
    let shares = SheetColumns(all.map(\.1.leftOut))
    let rows = all.flatMap { group, attribution in
      (attribution.parts + [attribution.total]).map { logs -> [Cell] in
        let isTotal = logs.part == nil
        let numbers =
          [logs.mean, logs.mcse, logs.sd]
          + levels.map { logs.percentiles[$0] ?? nil }
          + levels.flatMap { logs.intervals[$0]?.both ?? [nil, nil] }
        return [
          .text(attribution.company), .text(logs.part ?? "total"),
          .text(group),
        ] + numbers.map { .number($0, in: .decimals(4)) }
          + shares.cells(isTotal ? attribution.leftOut : nil)
          + [.number(isTotal ? attribution.largestGap : nil, in: .powerOfTen)]
      }
    }
    let heads =
      ["company", "part", "paths", "mean", "MCSE", "SD"]
      + levels.map(Levels.head)
      + levels.flatMap { level in ["low", "high"].map { "\(Levels.head(level)) \($0)" } }
      + shares.heads("paths left out") + ["largest gap"]
    return sheet(
      "Attribution",
      ["What moved the share price from the start to the horizon, in logarithms, which add"],
      heads.map { .init(head: $0, width: 14) }, rows)
  }

  private var warnings: Workbook.Sheet {
    let rows =
      summary.warnings.map { [Cell.text($0)] }
      + summary.failures.causes.map { cause -> [Cell] in
        [.text(cause.cause), .count(cause.paths), .count(cause.first?.path)]
          + (cause.first?.values ?? []).map {
            .number($0, in: NumberFormat(unit: "", of: [$0]))
          }
      }
      + (summary.failures.paths == 0
        ? [] : [[.text("paths that failed, for whatever cause"), .count(summary.failures.paths)]])
    return sheet(
      "Warnings", ["What to know before the numbers are used"],
      [
        .init(head: "warning or cause of failure", width: 100), .init(head: "paths that failed"),
        .init(head: "the first of them"), .init(head: "its numbers"),
      ], rows)
  }
}
