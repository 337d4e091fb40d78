/// What there is of one sort, by name: as aligned text for a terminal or as a Markdown table.
package struct ReferenceTable: Sendable {
  package struct Row: Sendable {
    let name: String
    let help: String
    let facts: [String]
    let remarks: [String]

    /// - Parameters:
    ///   - facts: One for each column of a Markdown table; empty where there is none.
    ///   - remarks: The same in words, for a line of text.
    package init(_ name: String, help: String, facts: [String] = [], remarks: [String] = []) {
      self.name = name
      self.help = help
      self.facts = facts
      self.remarks = remarks
    }
  }

  /// Above the table; may be empty.
  let title: String
  /// Of the name, of the help, and of each fact.
  let titles: (name: String, help: String, facts: [String])
  let rows: [Row]
  /// Indices of facts that are written as code in Markdown.
  let code: Set<Int>
  /// Whether each remark has a line of its own.
  let remarksHaveLines: Bool

  package init(
    title: String, name: String, help: String, facts: [String], code: Set<Int> = [],
    remarksHaveLines: Bool = false, _ rows: [Row]
  ) {
    self.title = title
    titles = (name, help, facts)
    self.code = code
    self.remarksHaveLines = remarksHaveLines
    self.rows = rows
  }

  package var count: Int { rows.count }

  /// Names on the left; help and remarks beside them, within the columns of a terminal.
  package func text(on terminal: Terminal) -> String {
    let width = terminal.width
    let most = width < 60 ? width * 2 / 5 : 34
    let left = min(most, rows.reduce(0) { max($0, $1.name.displayWidth) }) + 2
    var lines = title.isEmpty ? [] : [terminal.styled(title, .heading), ""]
    for row in rows {
      var right = row.help.wrapped(to: width - left)
      let remarks = row.remarks.filter { !$0.isEmpty }
      let texts = remarksHaveLines ? remarks : [remarks.joined(separator: "; ")]
      right += texts.filter { !$0.isEmpty }.flatMap { $0.wrapped(to: width - left) }
      var name = row.name
      if name.displayWidth + 2 > left {
        lines.append(name.truncated(to: width))
        name = ""
      }
      for (index, line) in right.enumerated() where !line.isEmpty {
        lines.append((index == 0 ? name : "").padded(to: left, left: false) + line)
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// A table of GitHub's Markdown, under its title.
  package var markdown: String {
    let head = [titles.name, titles.help] + titles.facts
    var lines = title.isEmpty ? [] : [title, ""]
    lines.append("| " + head.joined(separator: " | ") + " |")
    lines.append("|" + String(repeating: "---|", count: head.count))
    for row in rows {
      let facts = row.facts.enumerated().map { index, fact in
        code.contains(index) && !fact.isEmpty ? "`\(fact)`" : fact
      }
      let cells = ["`\(row.name)`", row.help] + facts
      lines.append(
        "| "
          + cells.map { $0.split(separator: "|", omittingEmptySubsequences: false) }
          .map { $0.joined(separator: "\\|") }.joined(separator: " | ") + " |")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
