import Statistics

extension Tornado {
  /// A driver and the values at which it is held.
  public struct Input: Sendable, Equatable, Named {
    public let name: String
    /// At P(tail) and P(1 - tail) of the driver, in its unit.
    public let low: Double
    public let high: Double

    public init(name: String, low: Double, high: Double) {
      self.name = name
      self.low = low
      self.high = high
    }
  }

  /// How far a number swings when one driver at a time is held low and high while the others are drawn.
  ///
  /// Both runs of a driver share their draws, so the interval of their difference comes from the paths in
  /// pairs. What two drivers do together is in no bar.
  ///
  /// - Parameters:
  ///   - inputs: The drivers; none is looked at twice where both of its values are the same.
  ///   - tail: What the values of the inputs are percentiles of; above 0 and below 0.5.
  ///   - base: The metric with every driver drawn.
  ///   - response: The metric with the driver of that name held at that value, on the same draws.
  ///   - each: Gets every bar when it is finished, in the order of the inputs.
  /// - Returns: Bars in order of size.
  ///
  /// Throws what `response` and `each` throw. Reference: Eschenbach (1992), Interfaces 22. Verified:
  /// `TornadoTests`.
  public static func swing(
    _ inputs: [Input], tail: Double = 0.1, base: PathEstimate,
    response: (String, Double) throws -> PathEstimate, each: (Bar) -> Void = { _ in }
  ) rethrows -> Tornado {
    precondition(tail > 0 && tail < 0.5)
    let bars = try inputs.map { input in
      let low = try response(input.name, input.low)
      let high = input.low == input.high ? low : try response(input.name, input.high)
      let swing =
        input.low == input.high ? IntervalEstimate(exactly: 0) : high.difference(from: low)
      let bar = Bar(
        name: input.name, low: low.estimate, high: high.estimate, swing: swing,
        isDistinguishable: swing.isDistinguishable(among: inputs.count))
      each(bar)
      return bar
    }
    return Tornado(method: .swing, tail: tail, base: base.estimate, bars: ordered(bars))
  }
}
