/// The sheet of what stands beside histories of share prices; without rows where a summary has none.
struct HistorySheet {
  private let histories: [SummaryFile.History]

  init(_ summary: SummaryFile) { histories = summary.histories ?? [] }

  var all: [Workbook.Sheet] { histories.isEmpty ? [] : [sheet] }

  private var sheet: Workbook.Sheet {
    let moves = histories.flatMap(\.moves)
    let columns = SheetColumns(moves.map(\.rank))
    let levels = moves.first?.outcome.percentiles.levels ?? []
    let rows = histories.flatMap { history in
      history.moves.map { move -> [Workbook.Cell] in
        let outcome = move.outcome
        func number(_ value: Double?) -> Workbook.Cell { .number(value, in: .decimals(4)) }
        let percentiles = levels.map { level in
          Workbook.Cell.value(outcome.percentiles[level] ?? .none, .decimals(4))
        }
        return [
          .text(outcome.name), .date(history.first), .date(history.last), .count(history.steps),
          number(move.value), number(outcome.mean), number(outcome.mcse),
        ] + percentiles + columns.cells(move.rank)
      }
    }
    let heads =
      ["number", "from", "to", "steps", "of the history", "mean", "MCSE"]
      + levels.map { "P\($0.shortest ?? "")" }
    // A sheet must not be called 'History' alone.
    return Workbook.Sheet(
      name: "Beside history",
      captions: [
        "How unevenly share prices moved before the start, beside as many first steps of the paths, and the "
          + "share of the paths below"
      ],
      columns: heads.map { .init(head: $0, width: $0 == "number" ? 34 : 12) }
        + columns.columns("below"), rows: rows)
  }
}

extension SummaryFile {
  /// What stands beside the history of a share price, as readers of `summary.json` see it.
  struct History: Decodable {
    struct Move: Decodable {
      let value: Double?
      let rank: Share
      let outcome: Outcome
    }

    let company, first, last: String
    let steps: Int
    let moves: [Move]
  }
}
