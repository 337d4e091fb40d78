import Testing

@testable import Simulation

@Suite struct CalendarDateTests {
  /// Protects the arithmetic of days, against a calendar that counts day by day from 1600 to 2400.
  @Test func roundTripAgainstCountingDays() throws {
    var (year, month, day) = (1_600, 1, 1)
    // Python 3.11: date(1600, 1, 1).toordinal() - date(1970, 1, 1).toordinal(); a Saturday.
    var number = -135_140
    var weekday = 5
    let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    while year < 2_400 {
      let date = CalendarDate(day: number)
      guard date.components == (year, month, day), date.weekday == weekday,
        CalendarDate(year: year, month: month, day: day) == date
      else {
        Issue.record("\(year)-\(month)-\(day) is day \(number), weekday \(weekday), not \(date)")
        return
      }
      let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
      day += 1
      number += 1
      weekday = (weekday + 1) % 7
      if day > lengths[month - 1] + (isLeap && month == 2 ? 1 : 0) { (month, day) = (month + 1, 1) }
      if month > 12 { (year, month) = (year + 1, 1) }
    }
    // date(2400, 1, 1).
    #expect(number == 157_054)
  }

  /// Protects the text of dates. Reference for the days: Python 3.11, `datetime.date.toordinal`.
  @Test(arguments: [
    ("1970-01-01", 0, 3), ("2000-02-29", 11_016, 1), ("2026-06-24", 20_628, 2),
    ("2029-05-17", 21_686, 3), ("1969-12-31", -1, 2), ("0001-01-01", -719_162, 0),
    ("9999-12-31", 2_932_896, 4),
  ])
  func textAndNumber(_ text: String, _ day: Int, _ weekday: Int) throws {
    let date = try #require(CalendarDate(text))
    #expect(date.day == day)
    #expect(date.weekday == weekday)
    #expect(date.description == text)
  }

  /// Protects against dates that do not exist and texts that are not dates.
  @Test(arguments: [
    "2026-02-29", "2100-02-29", "2026-04-31", "2026-13-01", "2026-00-01", "2026-01-00",
    "0000-01-01", "2026-6-24", "2026-+6-24", "+026-06-24", "2026-06-+1", "26-06-24", "2026/06/24",
    "2026-06-24T00", "", "--", "２０２６-06-24", " 2026-06-24",
  ])
  func invalidDatesAreNil(_ text: String) {
    #expect(CalendarDate(text) == nil)
  }

  /// Protects month ends: the last day of a month that is shorter, counted from the start.
  @Test func addingMonths() throws {
    func adding(_ months: Int, to text: String) throws -> String {
      try #require(CalendarDate(text)).adding(months: months).description
    }
    #expect(try adding(1, to: "2026-01-31") == "2026-02-28")
    #expect(try adding(1, to: "2028-01-31") == "2028-02-29")
    #expect(try adding(2, to: "2026-01-31") == "2026-03-31")
    #expect(try adding(12, to: "2028-02-29") == "2029-02-28")
    #expect(try adding(48, to: "2028-02-29") == "2032-02-29")
    #expect(try adding(7, to: "2026-06-24") == "2027-01-24")
    #expect(try adding(-4, to: "2026-03-31") == "2025-11-30")
    #expect(try adding(0, to: "2026-12-31") == "2026-12-31")
  }
}

@Suite struct TimeGridTests {
  private static let start = CalendarDate("2026-06-24") ?? CalendarDate(day: 0)

  /// Where dates before the start lie on a grid of weekdays: a step for each, weekends between.
  @Test(arguments: [
    ("2026-02-19", -1.0), ("2026-02-16", -4.0), ("2026-02-13", -5.0), ("2026-02-14", -14.0 / 3),
    ("2026-02-15", -13.0 / 3), ("2026-01-08", -31.0),
  ])
  func weekdaysBeforeTheStart(_ date: String, place: Double) throws {
    let friday = try #require(CalendarDate("2026-02-20"))
    let grid = try #require(TimeGrid(start: friday, step: .day, horizon: 1))
    #expect(abs(grid.place(of: try #require(CalendarDate(date))) - place) < 1e-12)
  }

  /// Protects labels of daily grids: weekdays only. 756 of them from 2026-06-24 end on 2029-05-17
  /// (NumPy 2.4.6: `busday_offset('2026-06-24', 756)`).
  @Test func weekdays() {
    let dates = TimeGrid(start: Self.start, step: .day, steps: 756).dates
    #expect(dates.count == 757)
    #expect(dates.first == Self.start)
    #expect(dates.last?.description == "2029-05-17")
    #expect(dates.allSatisfy { $0.weekday < 5 })
    #expect(zip(dates, dates.dropFirst()).allSatisfy { [1, 3].contains($1.day - $0.day) })
    // From a Saturday the first step is Monday.
    let weekend = TimeGrid(start: Self.start.adding(days: 3), step: .day, steps: 1).dates
    #expect(weekend.map(\.weekday) == [5, 0])
  }

  /// Protects labels of the other steps.
  @Test func weeksMonthsQuartersYears() {
    func dates(_ step: TimeGrid.Step, from text: String, _ steps: Int) -> [String] {
      TimeGrid(start: CalendarDate(text) ?? Self.start, step: step, steps: steps).dates
        .map(\.description)
    }
    #expect(dates(.week, from: "2026-12-24", 2) == ["2026-12-24", "2026-12-31", "2027-01-07"])
    #expect(
      dates(.month, from: "2026-12-31", 3)
        == ["2026-12-31", "2027-01-31", "2027-02-28", "2027-03-31"])
    #expect(dates(.quarter, from: "2026-11-30", 2) == ["2026-11-30", "2027-02-28", "2027-05-30"])
    #expect(dates(.year, from: "2028-02-29", 2) == ["2028-02-29", "2029-02-28", "2030-02-28"])
  }

  /// Protects horizons: rounded up to whole steps, but not by a rounding error.
  @Test func horizons() {
    func steps(_ step: TimeGrid.Step, _ years: Double) -> Int? {
      TimeGrid(start: Self.start, step: step, horizon: years)?.steps
    }
    for months in 1...600 {
      #expect(steps(.month, Double(months) / 12) == months)
      #expect(steps(.month, Double(months) / 12 + 1e-6) == months + 1)
    }
    for days in 1...2_000 { #expect(steps(.day, Double(days) / 261) == days) }
    #expect(steps(.year, 0.1) == 1)
    #expect(steps(.day, 3) == 783)
    #expect(steps(.day, 251) == 65_511)
    #expect(steps(.day, 252) == nil)
    #expect([0, -1, .nan, .infinity].allSatisfy { steps(.week, $0) == nil })
  }

  /// Protects the promise that one belief means the same on the same date with any step: the
  /// time of the model is that of the calendar within half a per cent, from two years on, when a weekend
  /// no longer counts. The control is a year of 252
  /// weekdays, which is 3.5 % off.
  @Test func clock() {
    func largestGap(_ step: TimeGrid.Step, perYear: Int) -> Double {
      (0..<7).map { weekday in
        let grid = TimeGrid(
          start: Self.start.adding(days: weekday), step: step, steps: 4 * step.perYear)
        return grid.dates.enumerated().dropFirst(2 * step.perYear).map { index, date in
          let passed = Double(date.day - grid.start.day) / 365.25
          return abs(Double(index) / Double(perYear) / passed - 1)
        }.max() ?? .nan
      }.max() ?? .nan
    }
    for step in TimeGrid.Step.allCases {
      #expect(largestGap(step, perYear: step.perYear) < 0.005, "\(step)")
    }
    #expect(largestGap(.day, perYear: 252) > 0.03)
  }

  /// Protects the days that the calendar has beyond whole steps: they belong to the horizon.
  @Test func end() {
    func end(_ step: TimeGrid.Step, _ years: Double, from text: String) -> String? {
      CalendarDate(text).flatMap { TimeGrid(start: $0, step: step, horizon: years) }?
        .end.description
    }
    #expect(end(.week, 3, from: "2026-07-01") == "2029-07-01")
    #expect(end(.week, 18.0 / 52, from: "2026-02-20") == "2026-06-26")
    // 783 weekdays end on a Monday, a day later than the calendar.
    #expect(end(.day, 3, from: "2026-07-01") == "2029-07-02")
    #expect(end(.day, 1.0 / 12, from: "2026-07-01") == "2026-08-01")
    #expect(end(.month, 1.5, from: "2026-08-31") == "2028-02-29")
    #expect(TimeGrid(start: Self.start, step: .week, steps: 2).end.description == "2026-07-08")
  }

  /// Protects the model's clock: a year has 261 weekdays, 52 weeks, 12 months or 4 quarters.
  @Test func lengths() {
    #expect(TimeGrid.Step.allCases.map(\.perYear) == [261, 52, 12, 4, 1])
    let grid = TimeGrid(start: Self.start, step: .quarter, steps: 6)
    #expect(grid.stepLength == 0.25)
    #expect(grid.horizon == 1.5)
  }
}
