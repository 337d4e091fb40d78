import Sensitivity
import Statistics
import TestSupport
import Testing

/// Protects bars of one driver at a time, their order, and what is told from 0.
@Suite struct TornadoTests {
  private struct Failure: Error {}
  private static let weights = ["growth": 3.0, "margin": -5, "rate": 0.02, "name": 0]
  private static let draws: [Double] = {
    let random = Random(seed: 41)
    return random.values(400) { $0.normal() }
  }()

  /// 10 + Σ weight · driver + noise, all other drivers at 0.
  private static func response(_ name: String, _ value: Double) -> PathEstimate {
    let shift = (weights[name] ?? 0) * value
    return PathEstimate(of: draws.map { 10 + shift + $0 }, .mean)
  }

  private static func bar(_ name: String, _ value: Double, error: Double = 0) -> Tornado.Bar {
    let swing = IntervalEstimate(value: value, error: error)
    return Tornado.Bar(
      name: name, low: nil, high: nil, swing: swing,
      isDistinguishable: swing.isDistinguishable(among: 4))
  }

  /// A linear function swings by weight · (high - low), without error since the draws are the same, the
  /// largest first whatever its sign.
  @Test func swingOfALinearFunction() {
    let inputs = Self.weights.keys.sorted().map { Tornado.Input(name: $0, low: -1.5, high: 2.5) }
    let base = Self.response("none", 0)
    var told: [String] = []
    let tornado = Tornado.swing(inputs, tail: 0.05, base: base) {
      Self.response($0, $1)
    } each: {
      told.append($0.name)
    }
    #expect(told == ["growth", "margin", "name", "rate"])
    #expect(tornado.bars.map(\.name) == ["margin", "growth", "rate", "name"])
    #expect(tornado.method == .swing && tornado.tail == 0.05 && tornado.base == base.estimate)
    for bar in tornado.bars {
      #expect(abs(bar.swing.value - 4 * Self.weights[bar.name]!) < 1e-12)
      #expect(bar.swing.reach < 1e-12)
      #expect(bar.low == Self.response(bar.name, -1.5).estimate)
      #expect(bar.high == Self.response(bar.name, 2.5).estimate)
      #expect(bar.isDistinguishable == (bar.name != "name"))
    }
    #expect(tornado.bars[3].swing == IntervalEstimate(exactly: 0))
  }

  /// A constant driver is looked at once and moves nothing, not even what has no known error.
  @Test func constantDriver() throws {
    var asked = 0
    let tornado = Tornado.swing(
      [Tornado.Input(name: "a", low: 2, high: 2)], base: PathEstimate(exactly: 1)
    ) { _, _ in
      asked += 1
      return PathEstimate(of: [1], .mean)
    }
    #expect(asked == 1 && tornado.bars[0].swing == IntervalEstimate(exactly: 0))
    #expect(!tornado.bars[0].isDistinguishable)
    #expect(throws: Failure.self) {
      try Tornado.swing(
        [Tornado.Input(name: "a", low: 1, high: 2)], base: PathEstimate(exactly: 1)
      ) { _, _ in throw Failure() }
    }
  }

  /// By size, those without a number last, equal ones by name.
  @Test func order() {
    let bars = [
      Self.bar("e", .nan), Self.bar("c", 1), Self.bar("b", -2), Self.bar("a", -1),
      Self.bar("d", 0), Self.bar("f", .infinity),
    ]
    #expect(Tornado.ordered(bars).map(\.name) == ["f", "b", "a", "c", "d", "e"])
  }

  /// Bonferroni: of four numbers each needs 2.4977 standard errors, SciPy 1.17.1, `norm.isf(0.05 / 8)`.
  /// Exact numbers need to be other than 0; unknown ones cannot be told from it.
  @Test func distinguishable() {
    #expect(!Self.bar("a", 2.497).with(error: 1) && Self.bar("a", 2.498).with(error: 1))
    #expect(!Self.bar("a", -2.497).with(error: 1) && Self.bar("a", -2.498).with(error: 1))
    #expect(IntervalEstimate(value: 1.961, error: 1).isDistinguishable(among: 1))
    #expect(!IntervalEstimate(value: 1.959, error: 1).isDistinguishable(among: 1))
    #expect(Self.bar("a", 1e-9).isDistinguishable && !Self.bar("a", 0).isDistinguishable)
    for value in [Double.nan, .infinity, -.infinity] {
      #expect(!Self.bar("a", value).isDistinguishable)
    }
    // Only the side of 0 counts.
    let open = IntervalEstimate(value: 5, interval: Interval(low: 4, high: .infinity))
    #expect(open.isDistinguishable(among: 4))
    let other = IntervalEstimate(value: -5, interval: Interval(low: -6, high: .infinity))
    #expect(!other.isDistinguishable(among: 4))
  }

  /// The rate of false alarms over all bars: five drivers that move nothing, each low and high with noise
  /// of its own, in 1,000 tornados. At least one bar stands out in 5 % of them, between the 1e-6 points of it; without Bonferroni in 1 - 0.95⁵ = 23 %.
  @Test func falseAlarms() throws {
    let random = Random(seed: 42)
    let inputs = ["a", "b", "c", "d", "e"].map { Tornado.Input(name: $0, low: 0, high: 1) }
    var alarms = (stated: 0, each: 0)
    for _ in 0..<1_000 {
      let tornado = Tornado.swing(inputs, base: PathEstimate(exactly: 0)) { _, _ in
        PathEstimate(of: random.values(100) { $0.normal() }, .mean)
      }
      alarms.stated += tornado.bars.contains(where: \.isDistinguishable) ? 1 : 0
      alarms.each += tornado.bars.contains(where: \.swing.isDistinguishable) ? 1 : 0
    }
    let possible = possibleMisses(of: 1_000, at: 0.05...0.05)
    #expect(possible.contains(alarms.stated), "\(alarms)")
    #expect(alarms.each > possible.upperBound)
  }
}

extension Tornado.Bar {
  /// Whether it would stand out among four with another error.
  fileprivate func with(error: Double) -> Bool {
    IntervalEstimate(value: swing.value, error: error).isDistinguishable(among: 4)
  }
}
