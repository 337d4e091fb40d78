import Statistics
import Text

// What happens, and the states that come and go.

extension Report {
  /// How often and when, with pictures, and where the share price ends with it and without.
  func happening(_ figures: inout Figures) -> [HTML] {
    guard !summary.events.isEmpty || !summary.regimes.isEmpty else { return [] }
    let events = bars("What happens", "share of the paths", eventRows(withCases: true))
    let states = bars("In a state", "mean share of the time", stateRows)
    let pictures = figures.charts(in: .event).flatMap { figures.small($0) }
    return HTML.columns(events, states) + Figures.grid(pictures) + endTable
  }

  /// By anniversaries and deadline, percentiles of the time, counts, and all that differs.
  var happeningTables: [HTML] {
    guard !summary.events.isEmpty || !summary.regimes.isEmpty else { return [] }
    let given = dividing.flatMap(givenTables)
    return [chanceTable] + timeTable + perPathTable + given
      + (given.isEmpty ? [] : [HTML.small(Self.givenCaution)])
      + summary.events.compactMap(oneSided).map { HTML.small($0) }
  }

  private func bars(_ title: String, _ unit: String, _ rows: [ShareRow]) -> [HTML] {
    rows.isEmpty
      ? [] : [HTML.heading(title, unit), HTML.bars(title, rows.map { HTML.Bar($0) })]
  }

  /// Of each event what series end at, on the paths on which it happens and on the others.
  private var endTable: [HTML] {
    let rows = dividing.flatMap { event -> [HTML.Line] in
      let ends = event.given.filter { $0.date != nil }
      return (ends.isEmpty ? [] : [.group(event.name)])
        + ends.map { .cells(label($0), sides($0)) }
    }
    guard !rows.isEmpty else { return [] }
    return [
      HTML.table("Where it ends: given that it happens, and not", head: sideHeads, rows: rows),
      HTML.small(Self.givenCaution),
    ]
  }

  private var sideHeads: [HTML.Head] {
    [HTML.Head("percentiles")]
      + (heads("") + heads("not ")).map { HTML.Head($0.title, dispensability: $0.dispensability) }
  }

  private func sides(_ split: Split) -> [String] {
    cells(split.happened, of: split.quantity) + cells(split.others, of: split.quantity)
  }

  private var chanceTable: HTML {
    let rows = told.flatMap { one in
      [HTML.Line.group(one.label)]
        + one.shares(self).map { .cells($0.label, [$0.share.shortText, $0.share.shortErrorText]) }
    }
    return HTML.table(
      "By anniversaries and deadline: share of the paths", head: ["", "share", "±"], rows: rows)
  }

  private var timeTable: [HTML] {
    guard let middle = summary.levels.nearestToMiddle else { return [] }
    let head =
      [HTML.Head("when first")] + levelHeads
      + [HTML.Head("±" + Levels.head(middle), dispensability: 2)]
    let rows = told.map { one in
      let cells = timeCells(one.occurrences)
      return HTML.Line.cells(one.label, cells.percentiles + [cells.error])
    }
    return [
      HTML.table("Percentiles of its time, over all paths", head: head, rows: rows),
      HTML.small("Later: not by \(lastDate) on so many of the paths."),
    ]
  }

  private var perPathTable: [HTML] {
    let rows = perPathRows.map { HTML.Line.cells($0.label, $0.cells) }
    let head =
      ["", HTML.Head("mean"), .init("±MCSE", dispensability: 1)]
      + levelHeads.map { HTML.Head($0.text, dispensability: $0.dispensability + 1) }
    return rows.isEmpty ? [] : [HTML.table("Per path", head: head, rows: rows)]
  }

  private func givenTables(_ event: EventSummary) -> [HTML] {
    let dated = datedRows(event).map { HTML.Line.cells($0.label, $0.cells) }
    let percentiles = HTML.table(
      "\(howOften(event)): percentiles given that, and not", head: sideHeads,
      rows: event.given.map { .cells(label($0), sides($0)) })
    let head: [HTML.Head] = [
      "share of the paths", "given that", .init("±", dispensability: 1), "given not",
      .init("±", dispensability: 1),
    ]
    return [percentiles]
      + (dated.isEmpty
        ? []
        : [HTML.table("\(event.name.printable()): how likely by the end", head: head, rows: dated)])
  }
}
