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
    let facts =
      !sharesPaths
      ? "\(first.facts); second: \(second.facts)"
      : first.facts
        + (sharesDates
          ? ", both on the same draws"
          : ": the seed is the same but the dates are not, so differences are not those of paths in "
            + "pairs")
    return lines + facts.wrapped(to: width)
  }

  /// More than these are counted.
  private static let most = 30

  private func changes(on terminal: Terminal) -> [String] {
    let (grid, assumptions, asked) = (gridDifferences, differences, askedOtherwise)
    var lines: [String] = []
    if !grid.isEmpty { lines += ["Differences between the dates:"] + told(grid, on: terminal) }
    lines +=
      assumptions.isEmpty
      ? "Differences between the assumptions: none.".wrapped(to: terminal.width)
      : ["Differences between the assumptions:"] + told(assumptions, on: terminal)
    if !asked.isEmpty { lines += ["Asked otherwise:"] + told(asked, on: terminal) }
    return lines
  }

  private func told(_ differences: [Difference], on terminal: Terminal) -> [String] {
    var lines = differences.prefix(Self.most).flatMap { difference in
      "\(difference.key): \(difference.text)".printable()
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
    var before =
      contrasts.isEmpty
      ? [] : ["Differences are second less first" + (sharesDraws ? ", path by path." : ".")]
    if contrasts.contains(where: { $0.greater != nil }) {
      before.append(
        "P(second > first): the share of paths on which the second scenario's value is the greater."
      )
    }
    let notes = Legend.lines(
      for: lines, of: contrasts.flatMap { [$0.first, $0.second] },
      units: contrasts.map(\.metric.unit),
      before: before + Legend.caution(on: contrasts.map(\.metric)) + missingPictures, on: terminal)
    let readings = [first.reading, second.reading]
    let reading =
      readings[0] == readings[1]
      ? readings[0] : "First: \(readings[0]) Second: \(readings[1])"
    return notes + reading.wrapped(to: terminal.width)
  }
}

extension ComparisonReport {
  /// Why some metrics have no picture.
  private var missingPictures: [String] {
    guard !contrasts.isEmpty else { return [] }
    let drawn = charts.count
    if !fans.isEmpty, fans.allSatisfy({ $0.first.dates != $0.second.dates }) {
      return ["No picture: the dates of the two are not the same."]
    }
    if drawn < fans.count {
      return ["No picture of a series whose two units or dates differ, or that has no band."]
    }
    let isOther = contrasts.contains { contrast in
      !fans.contains { contrast.metric.quantity?.name == $0.first.name }
    }
    guard isOther else { return [] }
    return [
      drawn == 0
        ? "No picture: only series have one, and outcomes and probabilities are compared."
        : "Pictures are of series; outcomes and probabilities have none."
    ]
  }
}

extension Contrast {
  /// Numbers and errors in the order of the table; empty where there is none.
  fileprivate var texts: [String] {
    let unit = metric.unit
    let share = greater.map { Figure(share: $0) }
    let difference = difference.rounded(beside: [first, second])
    return [first, second].flatMap { [$0.cell(unit), $0.errorCell(unit)] }
      + [difference.difference(unit), difference.differenceError(unit)]
      + [share?.text ?? "", share?.errorText ?? ""]
  }
}
