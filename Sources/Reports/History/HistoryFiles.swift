import Statistics
import Text

// What stands beside histories of share prices, in `summary.json` and `bands.csv`.

extension Report {
  /// `histories`, only where a company has one.
  var historyMembers: [(String, JSON)] {
    summary.histories.isEmpty ? [] : [("histories", .list(summary.histories.map(\.json)))]
  }

  func writeHistories(to text: inout TextBuffer) {
    for history in summary.histories {
      for move in history.moves {
        let outcome = move.outcome
        let fields = Self.fields(outcome.quantity)
        text.append(
          Self.fields(outcome.quantity, on: history.last) + "history", nil,
          [move.value, .nan, .nan])
        for percentile in outcome.sample.percentiles {
          let interval = percentile.interval
          text.append(
            fields + "percentile beside history", percentile.level,
            [percentile.value, interval.low, interval.high])
        }
        outcome.sample.writeMean(to: &text, behind: fields, of: " beside history")
        text.append(
          Self.fields(outcome.quantity, in: "probability") + "below history", move.value,
          move.rank.numbers)
      }
    }
  }
}

extension HistorySummary {
  fileprivate var json: JSON {
    [
      "company": .text(company), "first": .text(first), "last": .text(last),
      "steps": .count(steps), "moves": .list(moves.map(\.json)),
    ]
  }
}

extension HistorySummary.Move {
  fileprivate var json: JSON {
    ["value": .number(value), "rank": rank.json, "outcome": outcome.json]
  }
}
