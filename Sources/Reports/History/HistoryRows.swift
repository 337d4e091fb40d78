import Statistics
import Text

// What tables of the terminal and of the page say of days before the start.

extension Report {
  /// `zhipu, 109 days to 2026-06-24`.
  func historyTitle(_ history: HistorySummary) -> String {
    "\(history.company), \(grouped(history.steps)) \(description.step)s to \(history.last)"
      .printable()
  }

  /// Of each number what the history has, how many of the paths lie below, and what these have.
  func historyRows(_ history: HistorySummary) -> [(label: String, cells: [String])] {
    history.moves.map { move in
      let outcome = move.outcome
      let mean = outcome.mean.map { Figure($0, unit: outcome.unit) }
      let percentiles = summary.levels.all.map { level in
        outcome.sample[level].map(outcome.text(of:)) ?? "–"
      }
      let seen = Figure(move.value.rounded(digits: 3), error: 0, unit: outcome.unit).text
      let rank = move.rank.count == 0 ? "–" : Figure(share: move.rank).text
      return (
        outcome.quantity.ownName.printable(),
        [seen, rank, mean?.text ?? "–", mean?.errorText ?? "–"] + percentiles
      )
    }
  }

  static let historyHeads = ["history", "below", "mean", "±MCSE"]

  /// How the numbers are to be read.
  var historyMeaning: String {
    let step = description.step
    return
      "History: of the share price before the start, a return each \(step) on which there was a price. Beside it the "
      + "same of the first \(step)s of each path, as many, so that both are equally long. Below: the share of the "
      + "paths below the history; of those that equal it, half."
  }

  /// All that is told of it in a terminal.
  func historyLines(on terminal: Terminal) -> [[String]] {
    guard !summary.histories.isEmpty else { return [] }
    let own = Self.historyHeads.enumerated().map {
      TextTable.Column(title: $1, dispensability: $0 < 2 ? 0 : 1)
    }
    let tables = summary.histories.map { history in
      var table = TextTable(own + levelColumns)
      table.append(.heading(historyTitle(history)))
      table.append(.titles("beside history"))
      for (label, cells) in historyRows(history) { table.append(.numbers("  " + label, cells)) }
      return table.lines(on: terminal)
    }
    return tables + [historyMeaning.wrapped(to: terminal.width)]
  }
}
