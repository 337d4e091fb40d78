/// The dates at which a model is observed: t₀ and one per step.
public struct TimeGrid: Sendable, Equatable {
  public enum Step: String, Sendable, CaseIterable {
    case day, week, month, quarter, year

    /// Steps in a year of the model. Of weekdays a calendar year has 260.9, and of weeks 52.2: one belief
    /// then gives the same values on the same date, within half a per cent of the time that has passed.
    public var perYear: Int {
      switch self {
      case .day: 261
      case .week: 52
      case .month: 12
      case .quarter: 4
      case .year: 1
      }
    }

    /// Whether a step is longer than a time in years. A day is no less than a step of days, although only five
    /// of seven are weekdays.
    public func isLonger(than years: Double) -> Bool { years * Double(perYear) < 0.7 }
  }

  public let start: CalendarDate
  public let step: Step
  /// Steps after t₀, at least 1.
  public let steps: Int
  /// The last date that the horizon covers: the last of the grid, or a few days later, where whole
  /// steps fall short of the calendar.
  public let end: CalendarDate

  /// More would not fit into the address of a draw.
  public static let mostSteps = 65_535

  /// Dates have four digits for the year.
  public static let firstYearAfterAll = 9_999

  public init(start: CalendarDate, step: Step, steps: Int) {
    precondition((1...Self.mostSteps).contains(steps))
    self.start = start
    self.step = step
    self.steps = steps
    end = Self.date(of: steps, from: start, by: step)
  }

  /// Rounds the horizon up to whole steps; nil where that is none or more than 65,535.
  public init?(start: CalendarDate, step: Step, horizon years: Double) {
    // A hair below, so that '8 months' as 0.666… of a year does not become nine.
    let steps = (years * Double(step.perYear) * (1 - 1e-12)).rounded(.up)
    guard steps >= 1, steps <= Double(Self.mostSteps) else { return nil }
    guard Double(start.components.year) + years < Double(Self.firstYearAfterAll) else { return nil }
    self.start = start
    self.step = step
    self.steps = Int(steps)
    end = max(
      Self.date(of: self.steps, from: start, by: step), Self.date(after: years, from: start))
  }

  /// Length of a step in years: 1/261, 1/52, 1/12, 1/4 or 1.
  public var stepLength: Double { 1 / Double(step.perYear) }

  /// Length of the grid in years.
  public var horizon: Double { Double(steps) * stepLength }

  /// t₀ and the label of each step: weekdays, every seventh day, or calendar months.
  public var dates: [CalendarDate] {
    [start] + (1...steps).map { Self.date(of: $0, from: start, by: step) }
  }

  /// Where a date lies, in steps after the start: between two dates of the grid by the days, before the start
  /// below 0 as if the grid went on there, and at the last step from there on.
  public func place(of date: CalendarDate) -> Double {
    let dates = dates
    guard date > dates[0] else { return placeBeforeStart(of: date) }
    guard let next = dates.firstIndex(where: { $0 >= date }) else { return Double(steps) }
    let (low, high) = (dates[next - 1].day, dates[next].day)
    return Double(next - 1) + Double(date.day - low) / Double(high - low)
  }

  private func placeBeforeStart(of date: CalendarDate) -> Double {
    switch step {
    case .day: return Double(date.day - start.day) * 5 / 7
    case .week: return Double(date.day - start.day) / 7
    case .month, .quarter, .year:
      let months = 12 / step.perYear
      var (count, high) = (0, start)
      while true {
        let low = start.adding(months: -months * (count + 1))
        if low <= date {
          return -Double(count) - Double(high.day - date.day) / Double(high.day - low.day)
        }
        (count, high) = (count + 1, low)
      }
    }
  }

  /// The date of a step, from 1.
  private static func date(of count: Int, from start: CalendarDate, by step: Step) -> CalendarDate {
    switch step {
    case .day:
      // From a weekend the first step is Monday.
      let friday = start.adding(days: min(0, 4 - start.weekday))
      let weekday = friday.weekday + count
      return friday.adding(days: weekday / 5 * 7 + weekday % 5 - friday.weekday)
    case .week: return start.adding(days: 7 * count)
    case .month, .quarter, .year: return start.adding(months: 12 / step.perYear * count)
    }
  }

  /// A time after a date, by the calendar: in months where it is whole ones.
  private static func date(after years: Double, from start: CalendarDate) -> CalendarDate {
    let months = (years * 12).rounded()
    return abs(years * 12 - months) < 1e-9 * months
      ? start.adding(months: Int(months)) : start.adding(days: Int((years * 365.25).rounded()))
  }
}
