import Statistics

/// A number that follows a series, or the change of one over a time: linear between points, flat outside of
/// them.
///
/// In a step it goes by the series on the date before, so that no circle can arise.
public struct Along: Sendable {
  public struct Point: Sendable {
    /// In the unit of the series, as it is told.
    public let at: Double
    /// The same as the file has it: `100%`.
    public let text: String
    /// What the number is there: a value or a distribution, drawn once per path.
    public let law: Assumption.Law

    public init(at: Double, text: String, _ law: Assumption.Law) {
      self.at = at
      self.text = text
      self.law = law
    }
  }

  public let series: Quantity
  /// At least two, ascending. The first keeps the name of the key, and so its draws.
  public let points: [Point]

  public init(_ series: Quantity, points: [Point]) {
    precondition(points.count > 1 && zip(points, points.dropFirst()).allSatisfy { $0.at < $1.at })
    self.series = series
    self.points = points
  }
}

/// What a series was on a date before the start.
public struct PastValue: Sendable {
  public let date: CalendarDate
  /// In the unit of the series, above 0.
  public let value: Double

  public init(date: CalendarDate, value: Double) {
    self.date = date
    self.value = value
  }
}

extension Assumption.Law {
  /// All that it has of numbers along a series.
  package var alongs: [Along] {
    switch self {
    case .value, .distribution: []
    case .schedule(let laws): laws.flatMap(\.law.alongs)
    case .regime(_, let laws): laws.flatMap(\.alongs)
    case .along(let along): [along]
    }
  }
}

extension ModelDefinition {
  /// The series that numbers follow, in the order of the file.
  var seriesFollowed: [Quantity] {
    let numbers = (companies.map(\.assumptions) + factors.map(\.assumptions)).flatMap { stated in
      stated.numbers.sorted { $0.key < $1.key }.map(\.value.law)
    }
    let rates =
      regimes.flatMap { $0.transitions.map(\.rate) }
      + events.compactMap { event in
        if case .frequency(let law) = event.trigger { law } else { nil }
      }
    return (numbers + rates).flatMap(\.alongs).map(\.series)
  }
}
