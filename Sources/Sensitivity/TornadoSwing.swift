import Statistics

extension Tornado {
  /// A driver and what it is held at.
  public struct Input<Setting: Sendable & Hashable>: Sendable, Equatable, Named {
    public let name: String
    /// At least two, from low to high: of a range P(tail) and P(1 - tail), in its unit; of a regime its states.
    public let settings: [Setting]

    public init(name: String, settings: [Setting]) {
      precondition(settings.count > 1, "a bar has two ends")
      self.name = name
      self.settings = settings
    }

    public init(name: String, low: Setting, high: Setting) {
      self.init(name: name, settings: [low, high])
    }

    /// How many differences it has.
    fileprivate var pairs: Int { settings.count * (settings.count - 1) / 2 }
  }

  /// How far a number swings when one driver at a time is held low and high while the others are drawn.
  ///
  /// All runs share their draws, so the interval of a difference comes from the paths in pairs. What two
  /// drivers do together is in no bar. Of more than two settings the bar goes between the two whose numbers are
  /// farthest apart; each of their pairs counts among what is looked at.
  ///
  /// - Parameters:
  ///   - inputs: The drivers; none is asked twice at one setting.
  ///   - tail: What the values of the inputs are percentiles of; above 0 and below 0.5.
  ///   - base: The metric with every driver drawn.
  ///   - response: The metric with the driver of that name held so, on the same draws.
  ///   - each: Gets every bar when it is finished, in the order of the inputs.
  /// - Returns: Bars in order of size.
  ///
  /// Throws what `response` and `each` throw. Reference: Eschenbach (1992), Interfaces 22. Verified:
  /// `TornadoTests`.
  public static func swing<Setting>(
    _ inputs: [Input<Setting>], tail: Double = 0.1, base: PathEstimate,
    response: (String, Setting) throws -> PathEstimate, each: (Bar) -> Void = { _ in }
  ) rethrows -> Tornado {
    precondition(tail > 0 && tail < 0.5)
    let count = inputs.reduce(0) { $0 + $1.pairs }
    let bars = try inputs.map { input in
      var known: [Setting: PathEstimate] = [:]
      let all = try input.settings.map { setting in
        let estimate = try known[setting] ?? response(input.name, setting)
        known[setting] = estimate
        return estimate
      }
      let (first, last) = farthest(all)
      let isSame = input.settings[first] == input.settings[last]
      let swing = isSame ? IntervalEstimate(exactly: 0) : all[last].difference(from: all[first])
      let bar = Bar(
        name: input.name, low: all[first].estimate, high: all[last].estimate, swing: swing,
        isDistinguishable: swing.isDistinguishable(among: count), places: [first, last])
      each(bar)
      return bar
    }
    return Tornado(method: .swing, tail: tail, base: base.estimate, bars: ordered(bars))
  }

  /// The places of the two whose values are farthest apart, in their order; the ends where none is a number.
  private static func farthest(_ all: [PathEstimate]) -> (Int, Int) {
    let places = all.indices.filter { all[$0].value.isFinite }
    guard all.count > 2, let low = places.min(by: { all[$0].value < all[$1].value }),
      let high = places.max(by: { all[$0].value < all[$1].value }), low != high
    else { return (0, all.count - 1) }
    return (min(low, high), max(low, high))
  }
}
