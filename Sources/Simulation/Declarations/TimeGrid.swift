/// The dates at which a model is observed: t₀ and one per step.
public struct TimeGrid: Sendable, Equatable {
  public enum Step: String, Sendable, CaseIterable {
    case day, week, month, quarter, year

    /// Steps in a year of the model.
    public var perYear: Int {
      switch self {
      case .day: 252
      case .week: 52
      case .month: 12
      case .quarter: 4
      case .year: 1
      }
    }
  }

  public let start: CalendarDate
  public let step: Step
  /// Steps after t₀, at least 1.
  public let steps: Int

  /// More would not fit into the address of a draw.
  public static let mostSteps = 65_535

  /// Dates have four digits for the year.
  public static let firstYearAfterAll = 9_999

  public init(start: CalendarDate, step: Step, steps: Int) {
    precondition((1...Self.mostSteps).contains(steps))
    self.start = start
    self.step = step
    self.steps = steps
  }

  /// Rounds the horizon up to whole steps; nil where that is none or more than 65,535.
  public init?(start: CalendarDate, step: Step, horizon years: Double) {
    // A hair below, so that '8 months' as 0.666… of a year does not become nine.
    let steps = (years * Double(step.perYear) * (1 - 1e-12)).rounded(.up)
    guard steps >= 1, steps <= Double(Self.mostSteps) else { return nil }
    guard Double(start.components.year) + years < Double(Self.firstYearAfterAll) else { return nil }
    self.init(start: start, step: step, steps: Int(steps))
  }

  /// Length of a step in years: 1/252, 1/52, 1/12, 1/4 or 1.
  public var stepLength: Double { 1 / Double(step.perYear) }

  /// Length of the grid in years.
  public var horizon: Double { Double(steps) * stepLength }

  /// t₀ and the label of each step: weekdays, every seventh day, or calendar months.
  public var dates: [CalendarDate] {
    switch step {
    case .day:
      var date = start
      return [start]
        + (0..<steps).map { _ in
          repeat { date = date.adding(days: 1) } while date.weekday > 4
          return date
        }
    case .week: return (0...steps).map { start.adding(days: 7 * $0) }
    case .month, .quarter, .year:
      return (0...steps).map { start.adding(months: 12 / step.perYear * $0) }
    }
  }
}
