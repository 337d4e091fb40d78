/// A day of the proleptic Gregorian calendar, without a time zone.
///
/// Own code, because Foundation's calendar would cost more time than a small run.
public struct CalendarDate: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// Days since 1970-01-01.
  public let day: Int

  public init(day: Int) { self.day = day }

  /// Nil where the calendar has no such day.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1 else { return nil }
    self.day = Self.days(year, month, day)
    guard components == (year, month, day) else { return nil }
  }

  /// Reads `2026-06-24`; nil for anything else.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].count == 4, parts[1].count == 2, parts[2].count == 2,
      text.allSatisfy({ "0123456789-".contains($0) }), let year = Int(parts[0]),
      let month = Int(parts[1]),
      let day = Int(parts[2])
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  // Years begin in March, so that the leap day comes last: days before a month are then linear in
  // the month but for rounding. 719,468 days lie between 0000-03-01 and 1970-01-01.
  private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let march = month > 2 ? month - 3 : month + 9
    let y = month > 2 ? year : year - 1
    let cycle = (y >= 0 ? y : y - 399) / 400
    let yearOfCycle = y - cycle * 400
    let dayOfYear = (153 * march + 2) / 5 + day - 1
    let dayOfCycle = yearOfCycle * 365 + yearOfCycle / 4 - yearOfCycle / 100 + dayOfYear
    return cycle * 146_097 + dayOfCycle - 719_468
  }

  public var components: (year: Int, month: Int, day: Int) {
    let shifted = day + 719_468
    let cycle = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfCycle = shifted - cycle * 146_097
    let yearOfCycle =
      (dayOfCycle - dayOfCycle / 1_460 + dayOfCycle / 36_524 - dayOfCycle / 146_096) / 365
    let dayOfYear = dayOfCycle - (365 * yearOfCycle + yearOfCycle / 4 - yearOfCycle / 100)
    let march = (5 * dayOfYear + 2) / 153
    let month = march < 10 ? march + 3 : march - 9
    return (
      yearOfCycle + cycle * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * march + 2) / 5 + 1
    )
  }

  /// Monday is 0.
  public var weekday: Int { ((day + 3) % 7 + 7) % 7 }

  public func adding(days: Int) -> CalendarDate { CalendarDate(day: day + days) }

  /// The same day some months later, or the last day of that month where it is shorter.
  public func adding(months: Int) -> CalendarDate {
    let (year, month, day) = components
    let total = year * 12 + month - 1 + months
    let first = CalendarDate(day: Self.days(total / 12, total % 12 + 1, 1))
    let next = CalendarDate(day: Self.days((total + 1) / 12, (total + 1) % 12 + 1, 1))
    return first.adding(days: min(day, next.day - first.day) - 1)
  }

  public static func < (a: CalendarDate, b: CalendarDate) -> Bool { a.day < b.day }

  public var description: String {
    let (year, month, day) = components
    func padded(_ number: Int, _ width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }
}
