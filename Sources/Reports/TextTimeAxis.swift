import Text

/// The dates of a picture that is drawn with characters.
struct TextTimeAxis {
  private let dates: [String]
  /// Days of the dates, or their places where one cannot be read.
  private let days: [Double]
  private let areDays: Bool

  /// - Parameter dates: ISO dates, ascending. Nil for fewer than two.
  init?(_ dates: [String]) {
    guard dates.count > 1 else { return nil }
    self.dates = dates
    let read = dates.compactMap(Self.day)
    areDays = read.count == dates.count && zip(read, read.dropFirst()).allSatisfy { $0 < $1 }
    days = areDays ? read : dates.indices.map(Double.init)
  }

  private var length: Double { days[days.count - 1] - days[0] }

  /// The last date up to a column, and the part of the way from there to the next, 0 to 1.
  func position(of column: Int, width: Int) -> (step: Int, part: Double) {
    let day = days[0] + length * Double(column) / Double(max(width - 1, 1))
    var (low, high) = (0, days.count - 1)
    while high - low > 1 {
      let middle = (low + high) / 2
      if days[middle] <= day { low = middle } else { high = middle }
    }
    return (low, min(1, max(0, (day - days[low]) / (days[high] - days[low]))))
  }

  /// Nil for a date that is not on the axis.
  func column(of date: String, width: Int) -> Int? {
    let place =
      areDays ? Self.day(date) : dates.firstIndex(of: date).map(Double.init)
    guard let place, place >= days[0], place <= days[0] + length else { return nil }
    return Int((Double(width - 1) * (place - days[0]) / length).rounded())
  }

  /// The axis and its labels, each around its tick; those that would touch the one before are left
  /// out.
  func lines(width: Int) -> (axis: String, labels: String) {
    var axis = Array(repeating: Character("─"), count: width)
    var labels = Array(repeating: Character(" "), count: width)
    let ticks = areDays ? DateAxis(dates: dates).ticks() : []
    // Years go first: without them a month says little.
    let isYear = ticks.map { $0.label.allSatisfy(\.isNumber) }
    let order = ticks.indices.filter { isYear[$0] } + ticks.indices.filter { !isYear[$0] }
    for tick in order.map({ ticks[$0] }) {
      guard let column = column(of: tick.date, width: width), tick.label.count <= width else {
        continue
      }
      let start = max(0, min(width - tick.label.count, column - tick.label.count / 2))
      let end = start + tick.label.count
      guard labels[max(0, start - 2)..<min(width, end + 2)].allSatisfy({ $0 == " " }) else {
        continue
      }
      labels.replaceSubrange(start..<end, with: Array(tick.label))
      axis[column] = "┴"
    }
    return (String(axis), String(labels).trimmedAtEnd)
  }

  /// Days since 1 March of the year 0, counted from March so that a leap day comes last.
  private static func day(_ date: String) -> Double? {
    let parts = date.split(separator: "-", omittingEmptySubsequences: false).compactMap { Int($0) }
    guard parts.count == 3, (0...9999).contains(parts[0]), (1...12).contains(parts[1]),
      (1...31).contains(parts[2])
    else { return nil }
    let month = (parts[1] + 9) % 12
    let year = parts[0] - month / 10
    return Double(
      365 * year + year / 4 - year / 100 + year / 400 + (month * 306 + 5) / 10 + parts[2] - 1)
  }
}
