import Text

/// Where the labels of an axis of dates stand: firsts of months, or some of the dates themselves
/// where these lie within three months.
struct DateAxis {
  let dates: [String]

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// Label and ISO date of each; about as many as are wanted.
  func ticks(most: Int = 6) -> [(label: String, date: String)] {
    guard let first = dates.first.flatMap(Self.month), let last = dates.last.flatMap(Self.month)
    else { return [] }
    guard last - first >= 3 else {
      let every = (dates.count + most - 1) / most
      // The first may stand at the edge, where a long label has no room.
      return dates.indices.filter { $0.isMultiple(of: every) }.map {
        (Self.day(dates[$0], withYear: $0 == every), dates[$0])
      }
    }
    let inner = (first + 1)...last
    // Whole decades at the end: nobody simulates centuries by month.
    let every = [1, 2, 3, 6, 12, 24, 60, 120].first { inner.count / $0 <= most } ?? 1200
    let shown = inner.filter { $0.isMultiple(of: every) }
    return shown.enumerated().map { index, month in
      let (year, name) = (month / 12, Self.months[month % 12])
      let label =
        month.isMultiple(of: 12) ? "\(year)" : index == 0 ? "\(name) \(year)" : name
      let number = month % 12 + 1
      return (label, "\(year)-\(number < 10 ? "0" : "")\(number)-01")
    }
  }

  /// `13 Jul`, or `13 Jul 2026`.
  private static func day(_ date: String, withYear: Bool) -> String {
    let parts = date.split(separator: "-")
    guard let month = month(date), let day = Int(parts[2]) else { return date }
    return "\(day) \(months[month % 12])" + (withYear ? " \(parts[0])" : "")
  }

  /// Months since the year 0.
  private static func month(_ date: String) -> Int? {
    let parts = date.split(separator: "-").compactMap { Int($0) }
    guard parts.count == 3, (1...12).contains(parts[1]) else { return nil }
    return parts[0] * 12 + parts[1] - 1
  }

  func commands(on canvas: Canvas) -> [String] {
    let labels = ticks(most: canvas.isSmall ? 4 : 6).map {
      "\($0.label.inGnuplot) \($0.date.inGnuplot)"
    }
    let ends = [dates.first ?? "", dates.last ?? ""].map(\.inGnuplot)
    return [
      "set xdata time", "set timefmt '%Y-%m-%d'", "set xrange [\(ends[0]):\(ends[1])]",
      "set xtics (\(labels.joined(separator: ", ")))",
    ]
  }
}
