import Statistics
import Text

extension Report {
  /// How prices move together: rank correlations, falls, and of each pair a picture of where both end.
  func together(_ figures: inout Figures) -> [HTML] {
    guard summary.dependence != nil else { return [] }
    func heads(_ first: String, _ others: [String]) -> [HTML.Head] {
      [HTML.Head(first)]
        + others.enumerated().map { HTML.Head($1, dispensability: $0 % 2) }
    }
    let ranks = HTML.table(
      "Correlation of returns by \(description.step), and of ranks to the end",
      head: heads("", rankHeads),
      rows: rankRows.map { .cells($0.label, $0.cells) })
    let falls = fallRows
    let fallen = HTML.table(
      "Falls in a \(description.step): of one when the other falls, and alone",
      head: heads("", Self.fallHeads), rows: falls.map { .cells($0.label, $0.cells) })
    let pictures = figures.charts(in: .together).flatMap { figures.small($0) }
    return Figures.grid(pictures) + [ranks] + (falls.isEmpty ? [] : [fallen])
      + [HTML.small(dependenceMeaning)]
  }
}
