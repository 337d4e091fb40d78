import Text

extension Report {
  /// A row of numbers for each company, under heads that say what they are.
  func keyFigureTable(_ rows: [(company: String, figures: [HTML.Tile])]) -> HTML {
    // Some companies have no business that could fail.
    var titles: [String] = []
    for figure in rows.flatMap(\.figures) where !titles.contains(figure.title) {
      titles.append(figure.title)
    }
    func unit(_ title: String) -> String? {
      let units = Set(rows.flatMap(\.figures).filter { $0.title == title }.map(\.unit))
      return units.count == 1 ? units.first : nil
    }
    let band = summary.levels.central.map { "\(Levels.head($0.low)) to \(Levels.head($0.high))" }
    // What a reader looks for first stays on the smallest screen.
    let head: [HTML.Head] =
      [""]
      + titles.enumerated().flatMap { place, title -> [HTML.Head] in
        [HTML.Head(title.with(unit: unit(title) ?? ""), dispensability: place > 2 ? 2 : 0)]
          + (place == 0 ? [HTML.Head(band ?? "", dispensability: 2)] : [])
      }
    let lines = rows.map { company, figures -> HTML.Line in
      .cells(
        company,
        titles.enumerated().flatMap { place, title -> [String] in
          let figure = figures.first { $0.title == title }
          // Of several currencies each stands with its number.
          let own = unit(title) == nil ? figure?.unit ?? "" : ""
          // Where there is little room, the error stands below its number.
          let parts = [[figure?.value ?? "–", own], [figure?.error ?? ""]].map { words in
            words.filter { !$0.isEmpty }.joined(separator: " ").replacing(" ", with: "\u{A0}")
          }
          let text = parts.filter { !$0.isEmpty }.joined(separator: " ")
          return [text] + (place == 0 ? [figure?.edges ?? ""] : [])
        })
    }
    return HTML.table("", head: head, rows: lines)
  }
}
