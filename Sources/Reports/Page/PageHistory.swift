import Statistics
import Text

extension Report {
  /// How unevenly prices moved before the start, beside the first steps of the paths.
  var besideHistory: [HTML] {
    guard !summary.histories.isEmpty else { return [] }
    let head =
      [HTML.Head("")]
      + Self.historyHeads.enumerated().map { HTML.Head($1, dispensability: $0 < 2 ? 0 : 3) }
      + levelHeads
    let tables = summary.histories.map { history in
      HTML.table(
        historyTitle(history), head: head,
        rows: historyRows(history).map { .cells($0.label, $0.cells) })
    }
    return tables + [HTML.small(historyMeaning)]
  }
}
