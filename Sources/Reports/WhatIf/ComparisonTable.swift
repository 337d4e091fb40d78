import Statistics
import Text

/// The numbers of a comparison in the widest form that the terminal has room for.
extension ComparisonReport {
  /// A column for each scenario, else a row for each, else a sentence for each.
  func contrastLines(on terminal: Terminal) -> [String] {
    guard !contrasts.isEmpty else { return [] }
    for width in [24, Self.mostInTitle] {
      let columns = columns(labelsCutTo: width)
      if columns.fits(terminal) { return columns.lines(on: terminal) }
    }
    if rows.fits(terminal, cuttingLabelsTo: Self.leastLabel) { return rows.lines(on: terminal) }
    return sentences(on: terminal)
  }

  /// What a column or a row of shares is called.
  static let best = "P(best)"
  static let tied = "tied"
  /// `less base`: what a column or a row of differences is called.
  var difference: String { "less \(labels[0].truncated(to: Self.mostInTitle))" }

  /// Columns of a label that stands above numbers.
  private static let mostInTitle = 14
  /// As far as a label before numbers may be cut.
  private static let leastLabel = 16

  /// A scenario has a column; value, difference and share stand below each other.
  private func columns(labelsCutTo width: Int) -> TextTable {
    var table = TextTable(
      labels.flatMap { label in
        [label.truncated(to: width), "±"].map { .init(title: $0, dispensability: 0) }
      })
    table.append(.titles(""))
    for contrast in contrasts {
      table.append(.heading(heading(of: contrast.metric)))
      let sides = variants.indices.map(contrast.texts)
      table.append(.numbers("", sides.flatMap(\.value)))
      table.append(.numbers("  " + difference, sides.flatMap(\.difference)))
      if contrast.isRanked {
        table.append(.numbers("  " + Self.best, sides.flatMap(\.best)))
      }
      if contrast.hasTies {
        let rest = Array(repeating: "", count: 2 * variants.count - 2)
        table.append(.numbers("  " + Self.tied, contrast.ties + rest))
      }
    }
    return table
  }

  /// A scenario has a row.
  private var rows: TextTable {
    let hasRanking = contrasts.contains(where: \.isRanked)
    let titles = ["value", "±", difference, "±"] + (hasRanking ? [Self.best, "±"] : [])
    var table = TextTable(titles.map { .init(title: $0, dispensability: 0) })
    table.append(.titles(""))
    for contrast in contrasts {
      table.append(.heading(heading(of: contrast.metric)))
      for (index, label) in labels.enumerated() {
        let texts = contrast.texts(of: index)
        table.append(
          .numbers(label, texts.value + texts.difference + (hasRanking ? texts.best : [])))
      }
      if contrast.hasTies { table.append(.numbers(Self.tied, ["", "", "", ""] + contrast.ties)) }
    }
    return table
  }

  /// Where no table has room.
  private func sentences(on terminal: Terminal) -> [String] {
    contrasts.flatMap { contrast in
      let told = variants.indices.map { index in
        let texts = contrast.texts(of: index)
        let parts = [
          Self.joined(texts.value), Self.joined(texts.difference, behind: difference),
          Self.joined(texts.best, behind: Self.best),
        ]
        return "\(labels[index]): \(parts.compactMap(\.self).joined(separator: "; "))"
      }
      let ties = contrast.hasTies ? [Self.tied + ": " + (Self.joined(contrast.ties) ?? "")] : []
      return [terminal.styled(heading(of: contrast.metric).truncated(to: terminal.width), .heading)]
        + (told + ties).flatMap { text in
          text.wrapped(to: terminal.width - 2, indent: 2).map { "  " + $0 }
        }
    }
  }

  /// `2310 ± 20`; nil where there is no number, and no error where there is none.
  static func joined(_ texts: [String], behind word: String? = nil) -> String? {
    guard !texts[0].isEmpty else { return nil }
    let error = plusMinus(texts[1])
    return (word.map { $0 + " " } ?? "") + texts[0] + (error.isEmpty ? "" : " " + error)
  }

  /// `± 20`, or a bound as it is, `< 0.004 %`; empty for what is known exactly.
  static func plusMinus(_ error: String) -> String {
    guard isTold(error) else { return "" }
    return error.hasPrefix("< ") || error.hasPrefix("> ") ? error : "± " + error
  }

  /// Whether an error is one: what is known exactly has none.
  static func isTold(_ error: String) -> Bool { error.contains { "123456789".contains($0) } }
}

extension Contrast {
  /// Whether one of them is the best on some path: where they are the same on every one, nothing is told.
  var isRanked: Bool { ranking.map { $0.ties.hits < $0.ties.count } ?? false }
  /// Whether some paths have no single best scenario.
  var hasTies: Bool { isRanked && ranking.map { $0.ties.hits > 0 } ?? false }

  /// Number and error of each; both empty where there is none.
  func texts(of index: Int) -> (value: [String], difference: [String], best: [String]) {
    let (side, unit) = (sides[index], metric.unit)
    let difference = side.difference?.rounded(beside: [sides[0].estimate, side.estimate])
    return (
      side.estimate.cells(unit),
      difference.map { [$0.difference(unit), $0.differenceError(unit)] } ?? ["", ""],
      ranking.flatMap { isRanked ? Self.texts($0.best[index]) : nil } ?? ["", ""]
    )
  }

  var ties: [String] { ranking.map { Self.texts($0.ties) } ?? ["", ""] }

  private static func texts(_ share: Proportion) -> [String] {
    let error = share.shortErrorText
    return [share.shortText, error.hasPrefix("± ") ? String(error.dropFirst(2)) : error]
  }
}
