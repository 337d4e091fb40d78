/// The sheets of what happens, and of the states that come and go; none where a summary has neither.
struct HappeningSheets {
  private typealias Cell = Workbook.Cell

  private let events: [SummaryFile.Event]
  private let regimes: [SummaryFile.Regime]
  private let groups: [SummaryFile.Group]
  /// Events and their cases, then states that are entered.
  private let told: [(occurrences: SummaryFile.Occurrences, event: SummaryFile.Event?)]

  init(_ summary: SummaryFile) {
    events = summary.events ?? []
    regimes = summary.regimes ?? []
    groups = summary.groups
    told =
      events.flatMap { event in
        [(event.occurrences, Optional(event))] + event.cases.map { ($0, nil) }
      } + regimes.flatMap { $0.states.map { ($0.entered, nil) } }
  }

  var all: [Workbook.Sheet] {
    [chances, times, counts, given, states, byDate, statesByDate, ofGroups].filter {
      !$0.rows.isEmpty
    }
  }

  private func sheet(
    _ name: String, _ caption: String, _ heads: [String], _ rows: [[Cell]]
  ) -> Workbook.Sheet {
    Workbook.Sheet(
      name: name, captions: [caption],
      columns: heads.enumerated().map { .init(head: $1, width: $0 == 0 ? 30 : 12) }, rows: rows)
  }

  // MARK: Groups

  /// How often on the paths of each, beside all.
  private var ofGroups: Workbook.Sheet {
    let rows = groups.flatMap { group in
      (group.happened ?? []).map { (group.name, $0) }
    }
    let (own, all) = (
      SheetColumns(rows.map(\.1.share)), SheetColumns(rows.map(\.1.shareOfAll))
    )
    return sheet(
      "Events of groups", "What happens on the paths of a group, beside all paths",
      ["event or state", "kind", "group"] + own.heads("share of the group")
        + all.heads("share of all"),
      rows.map { group, happened in
        [.text(happened.name), .text(happened.kind), .text(group)] + own.cells(happened.share)
          + all.cells(happened.shareOfAll)
      })
  }

  // MARK: How often and when

  /// By the horizon, by a deadline, and by each anniversary.
  private var chances: Workbook.Sheet {
    let all = told.flatMap {
      occurrences, event -> [(String, String, Cell, Cell, SummaryFile.Share)] in
      let name = occurrences.name
      let end = (name, "by the horizon", Cell.empty, Cell.empty, occurrences.probability)
      let deadline = event?.byDeadline.map {
        (name, "by the deadline", event?.deadline.map { .date($0) } ?? Cell.empty, Cell.empty, $0)
      }
      return [end] + [deadline].compactMap(\.self)
        + occurrences.by.map { by in
          (
            name, "by", by.by.map { .date($0) } ?? .empty,
            .number(by.years, in: .decimals(3)), by.probability
          )
        }
    }
    let shares = SheetColumns(all.map(\.4))
    return sheet(
      "Events", "On how many paths something has happened",
      ["what happens", "is", "date", "years"] + shares.heads("probability"),
      all.map { name, what, date, years, share in
        [.text(name), .text(what), date, years] + shares.cells(share)
      })
  }

  private var times: Workbook.Sheet {
    let levels = Set(told.flatMap(\.occurrences.time.percentiles.levels)).sorted()
    let shares = SheetColumns(told.compactMap(\.occurrences.time.censored))
    let rows = told.map { occurrences, _ -> [Cell] in
      let time = occurrences.time
      func dates(_ texts: [String?]) -> [Cell] { texts.map { $0.map { .date($0) } ?? .empty } }
      func years(_ numbers: [Double?]) -> [Cell] { numbers.map { .number($0, in: .decimals(3)) } }
      let cells = levels.flatMap { level -> [Cell] in
        dates([time.dates[level] ?? nil] + (time.dateIntervals[level]?.both ?? [nil, nil]))
          + years([time.percentiles[level] ?? nil] + (time.intervals[level]?.both ?? [nil, nil]))
      }
      return [.text(occurrences.name)] + cells + shares.cells(time.censored)
    }
    let heads = levels.flatMap { level in
      ["", " low", " high", ", years", ", years low", ", years high"].map {
        Levels.head(level) + $0
      }
    }
    return sheet(
      "Event times", "When something happens first, over all paths; empty beyond the horizon",
      ["what happens"] + heads + shares.heads("not by the horizon"), rows)
  }

  private var counts: Workbook.Sheet {
    moments(
      "Event counts", "How often something happens on a path", ["what happens"],
      told.compactMap { occurrences, _ in
        occurrences.count.map { ([.text(occurrences.name)], "count", $0) }
      })
  }

  private var byDate: Workbook.Sheet {
    byDate(
      "Events by date", "On how many paths something has happened by each date",
      told.map { ($0.occurrences.name, $0.occurrences.byDate) })
  }

  // MARK: What differs, and states

  private var given: Workbook.Sheet {
    let shares = SheetColumns(
      events.flatMap(\.given).flatMap { [$0.happened, $0.others] }.compactMap(\.byHorizon))
    let rows = events.flatMap { event in
      event.given.flatMap { split in
        [(split.happened, "happened"), (split.others, "did not")].map { side, word in
          (
            [
              Cell.text(split.quantity), .text(split.unit),
              split.date.map { .date($0) } ?? .empty, .text(event.occurrences.name), .text(word),
              .count(side.paths),
            ] + shares.cells(side.byHorizon), split.unit, side.moments
          )
        }
      }
    }
    return moments(
      "Given events", "Quantities on the paths on which an event happened, and on the others",
      ["quantity", "unit", "date", "event", "paths on which it", "number of paths"]
        + shares.heads("by the horizon"), rows)
  }

  private var states: Workbook.Sheet {
    moments(
      "States", "How much of the time a path spends in a state", ["state"],
      regimes.flatMap { regime in
        regime.states.map { ([.text("\(regime.name).\($0.name)")], "share", $0.share) }
      })
  }

  private var statesByDate: Workbook.Sheet {
    byDate(
      "States by date", "On how many paths a regime is in a state on each date",
      regimes.flatMap { regime in
        regime.states.map { ("\(regime.name).\($0.name)", $0.byDate) }
      })
  }

  // MARK: Kinds of tables

  private func moments(
    _ name: String, _ caption: String, _ heads: [String],
    _ rows: [(labels: [Cell], unit: String, moments: SummaryFile.Moments)]
  ) -> Workbook.Sheet {
    let levels = Set(rows.flatMap(\.moments.percentiles.levels)).sorted()
    let cells = rows.map { labels, unit, moments -> [Cell] in
      let values = levels.map { moments.percentiles[$0] ?? .none }
      let format = NumberFormat(unit: unit, of: values.map(\.number))
      let ends = levels.flatMap { moments.intervals[$0]?.both ?? [.none, .none] }
      let numbers = [moments.mean, moments.mcse, moments.sd].map {
        Cell.number($0, in: NumberFormat(unit: unit, of: [$0]))
      }
      return labels + numbers + (values + ends).map { .value($0, format) }
    }
    return sheet(
      name, caption,
      heads + ["mean", "MCSE", "SD"] + levels.map(Levels.head)
        + levels.flatMap { level in ["low", "high"].map { "\(Levels.head(level)) \($0)" } }, cells)
  }

  /// A row for each date; of each name the share and its interval.
  private func byDate(
    _ name: String, _ caption: String, _ shares: [(name: String, byDate: SummaryFile.ByDate)]
  ) -> Workbook.Sheet {
    let dates = shares.map(\.byDate.dates).max { $0.count < $1.count } ?? []
    let rows = dates.indices.map { row -> [Cell] in
      let cells = shares.flatMap { _, byDate -> [Cell] in
        guard byDate.values.indices.contains(row), byDate.intervals.indices.contains(row) else {
          return [.empty, .empty, .empty]
        }
        return ([byDate.values[row]] + byDate.intervals[row].both).map {
          .number($0, in: NumberFormat(unit: "probability", of: [$0]))
        }
      }
      return [.date(dates[row])] + cells
    }
    let heads = shares.flatMap { name, _ in ["", " low", " high"].map { name + $0 } }
    return Workbook.Sheet(
      name: name, captions: [caption],
      columns: (["date"] + heads).map { .init(head: $0) }, rows: rows)
  }
}
