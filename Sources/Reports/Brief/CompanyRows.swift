import Statistics
import Text

extension Report {
  /// Several companies, each with a row of what matters; those of which all is the same share one.
  func companiesTable(_ companies: [String]) -> TextTable {
    let columns = headlineColumns(companies)
    var table = TextTable(
      columns.map { .init(title: $0.title, dispensability: $0.dispensability) })
    let told = companies.map { fanSeries(of: $0)?.quantity }
    let names = Set(told.map { $0.map { $0.words.with(unit: $0.unit) } ?? "" })
    let shared = names.count == 1 ? names.first ?? "" : ""
    table.append(.numbers(shared.printable(), columns.map(\.above)))
    table.append(.titles("at the end"))
    var rows: [(labels: [String], cells: [String])] = []
    for (place, company) in companies.enumerated() {
      let own = told[place].map { ": " + $0.words.with(unit: $0.unit) } ?? ""
      let label = (company + (names.count == 1 ? "" : own)).printable()
      let cells = columns.map { $0.cells[place] }
      if let same = rows.firstIndex(where: { $0.cells == cells }) {
        rows[same].labels.append(label)
      } else {
        rows.append(([label], cells))
      }
    }
    for (labels, cells) in rows {
      let label =
        labels.count > 3 ? "\(labels[0]) and \(labels.count - 1) like it" : labels.inWords
      table.append(.numbers(label, cells))
    }
    return table
  }
}

/// One number of each company.
private struct HeadlineColumn {
  /// Over the title.
  var above = ""
  let title: String
  let dispensability: Int
  let cells: [String]
}

extension Report {
  /// Those in which some company has a number.
  private func headlineColumns(_ companies: [String]) -> [HeadlineColumn] {
    let levels = summary.levels.few
    let middle = summary.levels.line
    let series = companies.map(fanSeries)
    let start = series.map { series in
      series?.constantAtStart.map { Figure($0, error: 0, unit: series?.unit ?? "").text }
        ?? series.flatMap { cell($0.bands.first, middle, unit: $0.unit) } ?? ""
    }
    let ends = levels.map { level in
      HeadlineColumn(
        title: Levels.head(level), dispensability: level == middle ? 0 : 5,
        cells: series.map { series in
          series.flatMap { cell($0.bands.last, level, unit: $0.unit, hasError: level == middle) }
            ?? ""
        })
    }
    let gains = companies.map { gain(of: $0)?.tight ?? "" }
    let falls = companies.map { summary.outcome(.maximumDrawdown, of: $0) }
    let fall = falls.compactMap { $0?.quantity.words }.first?.split(separator: " ") ?? []
    func likely(_ role: Quantity.Role) -> [String] {
      companies.map { summary.outcome(role, of: $0)?.exceedances.last?.probability.tight ?? "" }
    }
    let others = [
      HeadlineColumn(above: "above", title: "start", dispensability: 1, cells: gains),
      .init(
        above: fall.dropLast().joined(separator: " "), title: String(fall.last ?? ""),
        dispensability: 6,
        cells: falls.map { fall in
          cell(fall?.sample, middle, unit: fall?.unit ?? "", hasError: true) ?? ""
        }), .init(title: "insolvent", dispensability: 2, cells: likely(.insolvency)),
      .init(title: "bought", dispensability: 2, cells: likely(.takeover)),
      .init(above: "worth", title: "a share", dispensability: 4, cells: companies.map(worth)),
    ]
    return ([HeadlineColumn(title: "start", dispensability: 3, cells: start)] + ends + others)
      .filter { $0.cells.contains { !$0.isEmpty } }
  }

  /// Nil where there is no such percentile.
  private func cell(
    _ sample: SampleSummary?, _ level: Double?, unit: String, hasError: Bool = false
  ) -> String? {
    guard let sample, let level, let percentile = sample[level] else { return nil }
    if let value = sample.constant { return Figure(value, error: 0, unit: unit).text }
    let figure = sample.figure(percentile, unit: unit)
    return hasError ? figure.tight : figure.text
  }

  /// What a share is worth, by the first way there is.
  private func worth(_ company: String) -> String {
    valueBases(of: company).lazy.compactMap { basis in
      self.summary.outcome(.value(basis: basis, perShare: true), of: company)?.mean
    }.first.map { Figure($0, unit: "").tight } ?? ""
  }
}

extension Figure {
  /// `13.9±0.2B`, `26.0±0.3 %`: a number and its error, if it has one, in one column.
  var tight: String {
    guard errorText.contains(where: { ("1"..."9").contains($0) }) else { return text }
    let unit = text.reversed().prefix { !$0.isNumber }.reversed()
    return (errorText.hasSuffix(String(unit)) ? String(text.dropLast(unit.count)) : text)
      + "±" + errorText
  }
}

extension Proportion {
  /// `26.0±0.3 %`, `none`.
  fileprivate var tight: String {
    hits == 0 || hits == count || undecided > 0 ? shortText : Figure(share: self).tight
  }
}
