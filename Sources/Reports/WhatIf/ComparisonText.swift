import Statistics
import Text

extension ComparisonReport {
  /// What differs in the files, then what differs in the numbers.
  package func text(on terminal: Terminal) -> String {
    let numbers = contrastLines(on: terminal)
    let parts = [
      header(on: terminal), changes(on: terminal), numbers, footer(numbers, on: terminal),
    ]
    return parts.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") + "\n" }
      .joined(separator: "\n")
  }

  /// What to call the two: their names, else their titles where these differ.
  var labels: (first: String, second: String) {
    if let names, names.first != names.second { return names }
    let titles = (first.description.title, second.description.title)
    return titles.0 == titles.1 ? ("first", "second") : titles
  }

  private func header(on terminal: Terminal) -> [String] {
    let width = terminal.width
    let titles = [("first:  ", labels.first, first), ("second: ", labels.second, second)]
    let lines = titles.map { place, label, heading in
      let title = heading.description.title
      let text =
        label == title || label == "first" || label == "second" ? title : "\(label), \(title)"
      return terminal.styled((place + text).printable().truncated(to: width), .heading)
    }
    let isSame = first.paths == second.paths && first.seed == second.seed
    let facts =
      isSame
      ? first.facts + ", both on the same draws"
      : "\(first.facts); second: \(second.facts)"
    return lines + facts.wrapped(to: width)
  }

  /// More than these are counted.
  private static let most = 30

  private func changes(on terminal: Terminal) -> [String] {
    let differences = differences
    guard !differences.isEmpty else {
      return "Differences between the assumptions: none.".wrapped(to: terminal.width)
    }
    var lines = ["Differences between the assumptions:"]
    for difference in differences.prefix(Self.most) {
      let text =
        switch (difference.first?.cut, difference.second?.cut) {
        case (let first?, let second?): "\(first) → \(second)"
        case (let first?, nil): "only in the first: \(first)"
        case (nil, let second?): "only in the second: \(second)"
        case (nil, nil): ""
        }
      lines += "\(difference.key): \(text)".printable()
        .wrapped(to: terminal.width - 2, indent: 2).map { "  " + $0 }
    }
    let rest = differences.count - Self.most
    if rest > 0 { lines.append("  … and \(rest) more in the files") }
    return lines
  }

  /// A table, or where it is too wide, a line for each number.
  private func contrastLines(on terminal: Terminal) -> [String] {
    let titles = ["first", "±", "second", "±", "difference", "±", "P(second > first)", "±"]
    let rows = contrasts.map(\.texts)
    let hasGreater = rows.contains { !$0[6].isEmpty }
    let shown = hasGreater ? titles : Array(titles.prefix(6))
    var table = TextTable(shown.map { .init(title: $0, dispensability: 0) })
    table.append(.titles(""))
    for (contrast, texts) in zip(contrasts, rows) {
      table.append(.heading(contrast.metric.heading))
      table.append(.numbers("", Array(texts.prefix(shown.count))))
    }
    if table.fits(terminal) || rows.isEmpty { return rows.isEmpty ? [] : table.lines(on: terminal) }
    return zip(contrasts, rows).flatMap { contrast, texts in
      [terminal.styled(contrast.metric.heading.truncated(to: terminal.width), .heading)]
        + [0, 2, 4, 6].filter { !texts[$0].isEmpty }.map { index in
          let error = texts[index + 1]
          let isTold = error.contains { "123456789".contains($0) }
          return "  " + titles[index].padded(to: 19, left: false) + texts[index]
            + (isTold ? " ± " + error : "")
        }
    }
  }

  private func footer(_ lines: [String], on terminal: Terminal) -> [String] {
    var before = contrasts.isEmpty ? [] : ["Differences are second less first, path by path."]
    if contrasts.contains(where: { $0.greater != nil }) {
      before.append(
        "P(second > first): the share of paths on which the second scenario's value is the greater."
      )
    }
    if !fans.isEmpty, fans.allSatisfy({ $0.first.dates != $0.second.dates }) {
      before.append("No picture: the dates of the two are not the same.")
    }
    let notes = Legend.lines(
      for: lines, units: contrasts.map(\.metric.unit), before: before, on: terminal)
    let readings = [first.reading, second.reading]
    let reading =
      readings[0] == readings[1]
      ? readings[0] : "First: \(readings[0]) Second: \(readings[1])"
    return notes + reading.wrapped(to: terminal.width)
  }
}

extension Contrast {
  /// Numbers and errors in the order of the table; empty where there is none.
  fileprivate var texts: [String] {
    let unit = metric.unit
    let share = greater.map { Figure(share: $0) }
    return [first, second].flatMap { [$0.figure(unit).text, $0.figure(unit).errorText] }
      + [difference.difference(unit), difference.differenceError(unit)]
      + [share?.text ?? "", share?.errorText ?? ""]
  }
}

extension String {
  /// Long distributions and tables of numbers are told by their start.
  fileprivate var cut: String { printable().truncated(to: 60) }
}
