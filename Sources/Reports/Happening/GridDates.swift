import Statistics
import Text

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The dates of a grid, and the days between them: what happens does so at a time of its own.
struct GridDates {
  /// ISO dates, the start first.
  let dates: [String]

  private static let secondsInDay = 86_400

  /// The day of a time, in steps after the start; nil for one beyond the grid, and where there is none.
  func day(afterSteps steps: Double) -> String? {
    let last = Double(dates.count - 1)
    // What falls on a date may lie a hair before it.
    guard steps >= 0, steps <= last + 1e-9, let first = dates.first else { return nil }
    let step = min(Int(steps + 1e-9), max(0, dates.count - 2))
    guard dates.count > 1, let low = Self.day(dates[step]), let high = Self.day(dates[step + 1])
    else { return first }
    let part = min(1, max(0, steps - Double(step)))
    return Self.date(low + Int((part * Double(high - low) + 1e-6).rounded(.down)))
  }

  /// How many days lie between two times in steps, rounded up.
  func days(from low: Double, to high: Double) -> Int? {
    guard let first = day(afterSteps: low).flatMap(Self.day),
      let last = day(afterSteps: high).flatMap(Self.day)
    else { return nil }
    return last - first
  }

  /// Days since 1970-01-01; nil for what is no ISO date.
  private static func day(_ date: String) -> Int? {
    let parts = date.split(separator: "-").compactMap { Int32($0) }
    guard parts.count == 3 else { return nil }
    var time = tm()
    (time.tm_year, time.tm_mon, time.tm_mday) = (parts[0] - 1900, parts[1] - 1, parts[2])
    return Int(timegm(&time)) / secondsInDay
  }

  private static func date(_ day: Int) -> String? {
    var seconds = time_t(day * secondsInDay)
    var time = tm()
    guard gmtime_r(&seconds, &time) != nil else { return nil }
    func padded(_ number: Int32, to width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    return [(time.tm_year + 1900, 4), (time.tm_mon + 1, 2), (time.tm_mday, 2)]
      .map { padded($0.0, to: $0.1) }.joined(separator: "-")
  }
}

extension Report {
  /// Those of the run.
  var grid: GridDates { GridDates(dates: summary.series.first?.dates ?? []) }

  /// The day of a time in years after the start; nil where it is beyond the horizon.
  func day(afterYears years: Double) -> String? {
    let grid = grid
    guard description.horizon > 0, years.isFinite else { return nil }
    return grid.day(afterSteps: years / description.horizon * Double(grid.dates.count - 1))
  }

  /// The last date of the run.
  var lastDate: String { grid.dates.last ?? "the end" }
}
