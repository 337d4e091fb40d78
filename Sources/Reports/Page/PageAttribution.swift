import Statistics
import Text

extension Report {
  /// Of each company the factors by which its share price moved.
  var attributionTables: [HTML] {
    let head = ["share price, times", "mean", "±MCSE"] + summary.levels.all.map(Levels.head)
    let tables = summary.attributions.flatMap { attribution -> [HTML] in
      let sentences = sentences(attribution).map { "<p>\($0)</p>\n" as HTML }
      guard attribution.total.count > 0 else { return sentences }
      let rows =
        attribution.active.map { HTML.row($0.name, cells($0.sample)) }
        + [HTML.row("all together", cells(attribution.total))]
      let kept = attribution.kept.map { ", on the \($0)" } ?? ""
      let caption = "\(attribution.company): from the start to the horizon\(kept)"
      return [HTML.table(caption, head: head, rows: rows)] + sentences
    }
    let isTold = summary.attributions.contains { $0.total.count > 0 }
    return tables + (isTold ? ["<p class=\"small\">\(Self.factors)</p>\n"] : [])
  }
}
