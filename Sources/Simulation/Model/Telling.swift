import Statistics

/// How a column is told. Drawdowns are kept as value over peak and returns as a ratio of prices, because
/// the histogram resolves what is near 0 best.
enum Telling: Sendable {
  case plain
  /// One minus the value.
  case shortfall
  /// The value minus one.
  case gain

  func of(_ value: Double) -> Double {
    switch self {
    case .plain: value
    case .shortfall: Rounding.settled(1 - value, scale: 1)
    case .gain: Rounding.settled(value - 1, scale: 1)
    }
  }

  /// The value that is told as this one.
  func inverse(_ told: Double) -> Double {
    switch self {
    case .plain: told
    case .shortfall: 1 - told
    case .gain: told + 1
    }
  }

  /// Levels of the values that give the asked levels of what is told.
  func levels(_ asked: [Double]) -> [Double] {
    self == .shortfall ? asked.reversed().map { 100 - $0 } : asked
  }

  /// The told summary of a summary at `levels(asked)`.
  func of(_ summary: SampleSummary, levels asked: [Double]) -> SampleSummary {
    switch self {
    case .plain: summary
    case .shortfall: summary.reflected(levels: asked)
    case .gain: summary.shifted(by: 1)
    }
  }
}
