import Sensitivity
import Statistics
import Text

extension SweepReport {
  /// What was varied, then a block for each metric: the file as it is, and each point.
  package func text(on terminal: Terminal) -> String {
    let layout = SweepLayout(self, width: terminal.width)
    var table = TextTable(layout.columns)
    for (index, metric) in metrics.enumerated() {
      if index > 0 { table.append(.blank) }
      table.append(.heading(metric.heading))
      table.append(.titles(layout.titles))
      table.append(.numbers(layout.base, Self.numbers(sweep.base[index], nil, metric.unit)))
      let (lowest, highest) = shown(index)
      for row in lowest { table.append(.numbers(layout.labels[row], numbers(row, index))) }
      guard !highest.isEmpty else { continue }
      let between = sweep.rows.count - lowest.count - highest.count
      table.append(
        .heading("… \(grouped(between)) of \(grouped(sweep.rows.count)) points: in the files"))
      for row in highest { table.append(.numbers(layout.labels[row], numbers(row, index))) }
    }
    let lines = table.lines(on: terminal)
    let isLong = metrics.indices.contains { !shown($0).highest.isEmpty }
    let listed = Set(metrics.indices.flatMap { shown($0).lowest + shown($0).highest }).sorted()
    let parts = [
      heading.lines(
        gridKeys.isEmpty ? "each point on the same draws" : "each point with the same seed",
        on: terminal) + (name.map { ["Sweep '\($0.printable())'"] } ?? []),
      facts(on: terminal),
      layout.list(of: listed, width: terminal.width), lines,
      footer(lines, isLong: isLong, on: terminal),
    ]
    return parts.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") + "\n" }
      .joined(separator: "\n")
  }

  /// What was varied, and how far it got.
  private func facts(on terminal: Terminal) -> [String] {
    var lines = keys.flatMap { $0.words.wrapped(to: terminal.width, indent: 2) }
    let done = sweep.rows.count
    if done < planned {
      lines += "\(grouped(done)) of \(grouped(planned)) points are here: the sweep was interrupted."
        .wrapped(to: terminal.width)
    }
    return lines
  }

  private func footer(_ lines: [String], isLong: Bool, on terminal: Terminal) -> [String] {
    var before = sweep.rows.isEmpty ? [] : ["Differences are from the file as it is."]
    if isLong { before.append("Shown are the lowest and the highest values of each metric.") }
    if !gridKeys.isEmpty, !sweep.rows.isEmpty {
      before.append(
        "Points with another \(gridKeys.joined(separator: " or ")) have other draws: their differences "
          + "are not those of paths in pairs.")
    }
    let estimates = sweep.base + sweep.rows.flatMap(\.estimates)
    return Legend.lines(
      for: lines, of: estimates, units: metrics.map(\.unit),
      before: before + Legend.caution(on: metrics) + missingPictures,
      on: terminal)
      + heading.reading.wrapped(to: terminal.width)
  }

  var gridKeys: [String] { keys.filter(\.isOfGrid).map(\.name) }

  private var missingPictures: [String] {
    if keys.count > 2 { return ["No picture: it has room for two keys."] }
    if sweep.rows.isEmpty { return ["No picture: there is no point."] }
    let drawn = Set(charts.map(\.title))
    return Legend.missingPictures(
      of: metrics.indices.filter { !drawn.contains(title($0)) }.map { metrics[$0].name })
  }

  /// More points than this are not read one by one.
  private static let most = 40
  private static let ends = 10

  /// All points in their order, or where there are many, those with the lowest and the highest values.
  private func shown(_ metric: Int) -> (lowest: [Int], highest: [Int]) {
    guard sweep.rows.count > Self.most else { return (Array(sweep.rows.indices), []) }
    let sorted = sweep.rows.indices.filter { sweep.rows[$0].estimates[metric].value.isFinite }
      .sorted {
        let (first, second) = (sweep.rows[$0].estimates[metric], sweep.rows[$1].estimates[metric])
        return (first.value, $0) < (second.value, $1)
      }
    let lowest = sorted.prefix(Self.ends)
    return (Array(lowest), sorted.dropFirst(lowest.count).suffix(Self.ends))
  }

  func numbers(_ row: Int, _ metric: Int) -> [String] {
    let row = sweep.rows[row]
    let difference = row.differences[metric]
      .rounded(beside: [row.estimates[metric], sweep.base[metric]])
    return Self.numbers(row.estimates[metric], difference, metrics[metric].unit)
  }

  static func numbers(_ estimate: IntervalEstimate, _ difference: IntervalEstimate?, _ unit: String)
    -> [String]
  {
    [
      estimate.cell(unit), estimate.errorCell(unit), difference?.difference(unit) ?? "",
      difference?.differenceError(unit) ?? "",
    ]
  }
}

/// How points are named in a table: by their levels where these fit, else by numbers.
struct SweepLayout {
  let columns: [TextTable.Column]
  /// Above the labels.
  let titles: String
  let base: String
  /// One for each row.
  let labels: [String]
  /// What each number stands for; empty where labels say it.
  private let meanings: [String]

  init(_ report: SweepReport, width: Int) {
    let titles = ["value", "±", width < 60 ? "diff." : "difference", "±"]
    columns = titles.map { .init(title: $0, dispensability: 0) }
    let metrics = report.metrics.indices
    let rows = report.sweep.rows
    let numbers =
      metrics.map { SweepReport.numbers(report.sweep.base[$0], nil, report.metrics[$0].unit) }
      + rows.indices.flatMap { row in metrics.map { report.numbers(row, $0) } }
    let taken = titles.enumerated().reduce(0) { sum, title in
      sum + 2
        + numbers.reduce(title.element.displayWidth) { max($0, $1[title.offset].displayWidth) }
    }
    let names = report.keys.map(\.name).shortened
    let texts = rows.map { $0.point.map { $0.printable() } }
    let levels = names.indices.map { key in texts.reduce(1) { max($0, $1[key].displayWidth) } }
    // Titles give way before levels do.
    let room = width - taken - 2 * max(0, names.count - 1)
    let least = levels.reduce(0, +)
    let spare = (room - least) / max(1, names.count)
    if least <= room, room >= 4 {
      let widths = zip(names, levels).map { max($1, min($0.displayWidth, $1 + spare)) }
      func line(_ cells: [String]) -> String {
        zip(cells, widths).map { $0.truncated(to: $1).padded(to: $1, left: false) }
          .joined(separator: "  ")
      }
      (self.titles, meanings) = (line(names), [])
      // Spaces at the end keep the column as wide as its titles.
      labels = texts.map(line)
      base = width - taken < 14 ? "file" : "as in the file"
    } else {
      (self.titles, base) = ("", "file")
      labels = rows.indices.map { "#\($0 + 1)" }
      meanings = texts.map { levels in
        names.count == 1
          ? levels[0] : zip(names, levels).map { "\($0) \($1)" }.joined(separator: ", ")
      }
    }
  }

  /// `#3: growth.initial 80%, debt 5B CNY`, for some of the points.
  func list(of rows: [Int], width: Int) -> [String] {
    rows.filter(meanings.indices.contains)
      .flatMap { "\(labels[$0]): \(meanings[$0])".wrapped(to: width, indent: 4) }
  }
}
