import CKernels

/// What a company's stated multiple comes to in the long run, and how much it moves, with every
/// driver at its median and growth at its long run. Of a schedule the first law says how much it
/// moves, and the last where it goes.
///
/// With κ = ln 2 / halfLife, volatility σ, steps of Δ, and λ jumps of size J a year:
///
///     long run of ln M  = ln longRun + cΔ / (1 - e^(-κΔ))
///     Var ln M(t)       = (σ² + λE[J²]) (1 - e^(-2κt)) / 2κ,    a random walk as κ → 0
///
/// or with the mean of σ² at each time where the volatility moves by itself,
///
/// where c is what is left of the jumps' mean: λE[J] with `compensate: none`, nothing with `longRun`,
/// and λ(E[J] - E[e^J] + 1) with `drift`, which keeps the expected multiple of a step and so lowers
/// its logarithm. Where jumps come in clusters, c(τ) = C e^(-ητ) is the covariance of their density a time apart,
/// C = λα(2β - α)/(2η), α = branching · β, β = ln 2 / clustering.halfLife, η = β - α (Hawkes 1971), and
/// E[J]² ∫∫ e^(-κ(u + v)) c(|u - v|) du dv is added. The variance is that of continuous time; the engine adds jumps after the diffusion of
/// a step, so there the jumps' part of it is larger by a share of about κΔ.
///
/// Reference: Glasserman (2004), §3.3; Merton (1976). Verified: `ImpliedMultipleTests`, against a
/// simulation of the model.
public struct ImpliedMultiple: Sendable {
  /// e to the long run of ln M; nil for a random walk, which has none.
  public let longRun: Double?
  /// ln 2 / halfLife in 1/years; 0 for a random walk.
  private let speed: Double
  /// What adds up to E[σ²(t)] + λE[J²] per year: each times e^(-speed · t).
  private let variance: [(size: Double, speed: Double)]
  /// E[J]² C and η; nil where jumps bring about none.
  private let clustering: (size: Double, speed: Double)?

  /// - Parameters:
  ///   - assumptions: Of a company that the reader has accepted.
  ///   - alongs: What its numbers along series are taken as, by their own names.
  public init(_ assumptions: Assumptions, on grid: TimeGrid, alongs: [String: Double] = [:]) {
    func laws(_ parameter: Parameter) -> [Assumption.Law] {
      let stated = assumptions.numbers[parameter.key]?.law
      let name = ModelDefinition.Company.ownName(parameter.key)
      if case .along? = stated, let value = alongs[name] { return [.value(value)] }
      return stated?.inForce(on: grid) ?? []
    }
    func first(_ parameter: Parameter) -> Double? { laws(parameter).first?.median }
    func last(_ parameter: Parameter) -> Double? { laws(parameter).last?.median }
    followsFactors = assumptions.has(section: Multiple.follows.key)
    startsAtSharePrice = assumptions.numbers[Equity.sharePriceAtStart.key] != nil
    let (frequency, later) = (first(Multiple.jumpFrequency) ?? 0, last(Multiple.jumpFrequency) ?? 0)
    let size = assumptions.numbers[Multiple.jumpSize.key]?.law
    let (mean, sd) = (size?.mean ?? 0, size?.only?.standardDeviation ?? 0)
    variance =
      [(frequency * (mean * mean + sd * sd), 0)]
      + Self.variance(
        from: first(Multiple.volatility.initial) ?? 0,
        to: first(Multiple.volatility.longRun) ?? 0, halfLife: first(Multiple.volatility.halfLife),
        isUncertain: (first(Multiple.volatility.spread) ?? 0) > 0)
    clustering = Self.clustering(
      frequency, mean: mean, branching: first(Multiple.jumpBranching),
      halfLife: first(Multiple.jumpHalfLife))
    let halfLife = Lanes(repeating: first(Multiple.halfLife) ?? .infinity)
    speed = MeanReversion(halfLife: halfLife, step: 1).speed[0]
    let left =
      switch assumptions.choices[Multiple.compensation.key] {
      case "longRun": 0.0
      case "drift": later * (mean + 1 - (size?.meanOfExponential ?? 1))
      default: later * mean
      }
    let process = MeanReversion(speed: Lanes(repeating: speed), step: grid.stepLength)
    longRun =
      speed > 0
      ? last(Multiple.longRun).map { $0 * exp(left * process.step / process.decayed[0]) } : nil
  }

  private static func variance(
    from initial: Double, to longRun: Double, halfLife: Double?, isUncertain: Bool
  ) -> [(size: Double, speed: Double)] {
    guard let halfLife else { return [(initial * initial, 0)] }
    let speed = MeanReversion(halfLife: Lanes(repeating: halfLife), step: 1).speed[0]
    let (square, deviation) = (longRun * longRun, initial - longRun)
    if isUncertain { return [(square, 0), (initial * initial - square, speed)] }
    return [
      (square, 0), (2 * longRun * deviation, speed), (deviation * deviation, 2 * speed),
    ]
  }

  private static func clustering(
    _ frequency: Double, mean: Double, branching: Double?, halfLife: Double?
  ) -> (size: Double, speed: Double)? {
    guard let branching, let halfLife, branching > 0, branching < 1, halfLife > 0 else {
      return nil
    }
    let speed = MeanReversion(halfLife: Lanes(repeating: halfLife), step: 1).speed[0]
    let added: Double = branching * speed
    let left: Double = speed - added
    let covariance: Double = frequency * added * (speed + left) / (2 * left)
    return (mean * mean * covariance, left)
  }

  /// Whether it follows factors, of which nothing is in these numbers.
  public let followsFactors: Bool
  /// Whether the multiple at the start follows from the share price.
  public let startsAtSharePrice: Bool

  /// Standard deviation of ln M after a time, seen from today.
  public func standardDeviation(after years: Double) -> Double {
    let forgotten = 2 * speed
    let single = variance.reduce(0) { sum, part in
      let process = MeanReversion(speed: Lanes(repeating: part.speed - forgotten), step: years)
      return sum + part.size * CKernels.exp(-forgotten * years) * process.integral[0]
    }
    return (single + varianceOfClusters(after: years)).squareRoot()
  }

  /// 2C/(η - κ) (∫e^(-2κu) du - ∫e^(-(κ + η)u) du).
  private func varianceOfClusters(after years: Double) -> Double {
    guard let clustering else { return 0 }
    // Where the two speeds are one, they hardly differ.
    let apart = abs(clustering.speed - speed) < 1e-6 ? 1e-6 : clustering.speed - speed
    func integral(_ speed: Double) -> Double {
      MeanReversion(speed: Lanes(repeating: speed), step: years).integral[0]
    }
    let difference: Double = integral(2 * speed) - integral(2 * speed + apart)
    return 2 * clustering.size / apart * difference
  }
}

extension Assumption.Law {
  /// What holds at the start, then what follows it: itself where it is no schedule.
  fileprivate func inForce(on grid: TimeGrid) -> [Assumption.Law] {
    guard case .schedule(let laws) = self else { return [self] }
    return SchedulePlan(laws, on: grid).laws.map(\.law.law)
  }
}
