import Statistics
import Text

// All that is told of events and regimes in a terminal.

extension Report {
  /// By when, when first, how often, how long, and what else differs.
  func happeningLines(on terminal: Terminal) -> [[String]] {
    guard !summary.events.isEmpty || !summary.regimes.isEmpty else { return [] }
    return [chanceTable, timesTable, perPathTable].map { $0.lines(on: terminal) }
      + givenLines(on: terminal)
  }

  private func givenLines(on terminal: Terminal) -> [[String]] {
    let given = dividing.map { event in
      howOften(event).wrapped(to: terminal.width, indent: 2)
        .map { terminal.styled($0, .heading) }
        + givenTable(event.given.filter { $0.quantity.measure != .date }).lines(on: terminal)
        + givenTable(event.given.filter { $0.quantity.measure == .date }).lines(on: terminal)
        + datedTable(event).lines(on: terminal)
    }
    let caution = given.isEmpty ? [] : Self.givenCaution.wrapped(to: terminal.width)
    let others = summary.events.compactMap(oneSided).flatMap {
      $0.wrapped(to: terminal.width, indent: 2)
    }
    return given + [caution, others]
  }

  private func datedTable(_ event: EventSummary) -> TextTable {
    var table = TextTable(
      ["share", "±", "not share", "±"].enumerated().map {
        TextTable.Column(title: $1, dispensability: $0 % 2)
      })
    let rows = datedRows(event)
    guard !rows.isEmpty else { return table }
    table.append(.titles("given that, and not"))
    for (label, cells) in rows { table.append(.numbers("  " + label, cells)) }
    return table
  }

  private var chanceTable: TextTable {
    var table = TextTable(
      ["share", "±"].map { TextTable.Column(title: $0, dispensability: 0) })
    table.append(.titles("what happens"))
    for one in told {
      table.append(.heading(one.label))
      for (label, share) in one.shares(self) {
        let error = share.shortErrorText.replacing("± ", with: "")
        table.append(.numbers("  " + label, [share.shortText, error]))
      }
    }
    return table
  }

  private var timesTable: TextTable {
    let (levels, middle) = (summary.levels.all, summary.levels.nearestToMiddle)
    // Dates are long: the median stays with its error, then lowest and highest.
    var columns = zip(levels, levelColumns).map { level, column in
      TextTable.Column(
        title: column.title, dispensability: level == middle ? 0 : 2 + column.dispensability)
    }
    if let middle { columns.append(.init(title: "±" + Levels.head(middle), dispensability: 1)) }
    var table = TextTable(columns)
    guard middle != nil else { return table }
    table.append(.heading("when first; later: not by \(lastDate)".printable()))
    table.append(.titles(""))
    for one in told {
      let cells = timeCells(one.occurrences)
      table.append(.numbers("  " + one.label, cells.percentiles + [cells.error]))
    }
    return table
  }

  /// How often something happens on a path, and how much of the time it spends in a state.
  private var perPathTable: TextTable {
    let mean = ["mean", "±MCSE"].map { TextTable.Column(title: $0, dispensability: 0) }
    let levels = levelColumns.map {
      TextTable.Column(title: $0.title, dispensability: $0.dispensability + 1)
    }
    var table = TextTable(mean + levels)
    let rows = perPathRows
    guard !rows.isEmpty else { return table }
    table.append(.titles("per path"))
    for (label, cells) in rows { table.append(.numbers("  " + label, cells)) }
    return table
  }

  /// With mean, its standard error, and percentiles.
  var perPathRows: [(label: String, cells: [String])] {
    func cells(_ outcome: OutcomeSummary) -> [String] {
      let mean = Figure(outcome.sample.mean, unit: outcome.unit)
      return [mean.text, mean.errorText]
        + summary.levels.all.map { outcome.sample[$0].map(outcome.text(of:)) ?? "–" }
    }
    let counts = told.compactMap { one in
      one.occurrences.count.map { ("\(one.label), times", cells($0)) }
    }
    let shares = summary.regimes.flatMap { regime in
      regime.states.map {
        ("time in \(regime.name) = \($0.name)".printable(), cells($0.share))
      }
    }
    return counts + shares
  }

  /// Dates, which are long and have no error beside them, stand apart.
  private func givenTable(_ splits: [Split]) -> TextTable {
    let columns = (heads("") + heads("not ")).map {
      TextTable.Column(title: $0.title, dispensability: $0.dispensability)
    }
    var table = TextTable(columns)
    guard !splits.isEmpty else { return table }
    table.append(.titles("given that, and not"))
    for split in splits {
      table.append(
        .numbers(
          "  " + label(split),
          cells(split.happened, of: split.quantity) + cells(split.others, of: split.quantity)))
    }
    return table
  }
}
