import Statistics
import Text

extension ScenarioDescription {
  /// Every assumption in three columns: key, value, and where it comes from. Defaults are marked.
  ///
  /// Where the terminal is narrow, the last column is left out.
  package func assumptionLines(on terminal: Terminal) -> [String] {
    let width = terminal.width
    let groups = Dictionary(grouping: assumptions) { $0.group }
    var order = groups[""] == nil ? [] : [""]
    for assumption in assumptions where !order.contains(assumption.group) {
      order.append(assumption.group)
    }
    let labels = assumptions.map(\.label.displayWidth).max() ?? 0
    let label = min(labels, width * 2 / 5)
    let value = min(28, width - label - 4)
    return order.flatMap { group in
      (group.isEmpty ? [] : [terminal.styled(group.printable().truncated(to: width), .heading)])
        + (groups[group] ?? []).flatMap { $0.lines(label: label, value: value, width: width) }
    }
  }
}

extension ScenarioDescription.Assumption {
  fileprivate var label: String {
    group.isEmpty ? key : "  " + ownKey
  }

  fileprivate func lines(label: Int, value: Int, width: Int) -> [String] {
    let origin = isStated ? source.map { $0.printable() } ?? "" : "default"
    let room = width - label - value - 4
    return text.printable().wrapped(to: value, indent: 2).enumerated().map { index, part in
      let start = index == 0 ? self.label.printable().truncated(to: label) : ""
      let line =
        start.padded(to: label + 2, left: false) + part.padded(to: value + 2, left: false)
        + (index == 0 && room > 6 ? origin.truncated(to: room) : "")
      return line.trimmedAtEnd
    }
  }
}
