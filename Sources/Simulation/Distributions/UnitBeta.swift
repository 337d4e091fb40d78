import CGSL

/// The beta distribution between 0 and 1.
struct UnitBeta: Distribution {
  let alpha: Double
  let beta: Double

  init(alpha: Double, beta: Double) {
    _ = GSL.returnsErrors
    self.alpha = alpha
    self.beta = beta
  }

  /// The one with the given percentiles; nil where rounding does not find it.
  init?(percentiles a: StatedPercentile, _ b: StatedPercentile) {
    // For every size alpha + beta one mean has the first percentile, and the larger the size the
    // less lies above the second: two roots in one dimension, each with a sign change.
    func law(_ size: Double) -> UnitBeta? {
      let odds = Root.around(-1, 1, within: -60...60) { odds in
        UnitBeta(size: size, odds: odds).tails(at: a.value).lower - a.tails.lower
      }
      return odds.map { UnitBeta(size: size, odds: $0) }
    }
    func excess(_ logSize: Double) -> Double {
      guard let law = law(exp(logSize)) else { return .nan }
      return b.tails.upper - law.tails(at: b.value).upper
    }
    guard let logSize = Root.around(0, 3, within: -9...18, excess), let law = law(exp(logSize))
    else { return nil }
    self = law
  }

  private init(size: Double, odds: Double) {
    self.init(alpha: size / (1 + exp(-odds)), beta: size / (1 + exp(odds)))
  }

  var mirrored: UnitBeta { UnitBeta(alpha: beta, beta: alpha) }
  var mean: Double { alpha / (alpha + beta) }
  var standardDeviation: Double {
    (alpha * beta / (alpha + beta + 1)).squareRoot() / (alpha + beta)
  }
  var support: ClosedRange<Double> { 0...1 }
  var description: String { "beta(alpha: \(alpha), beta: \(beta))" }

  func quantile(_ tails: Tails) -> Double {
    guard tails.lower < tails.upper else { return 1 - mirrored.lowerQuantile(tails.reversed) }
    return lowerQuantile(tails)
  }

  var searchesQuantiles: Bool { true }

  func quantile(_ tails: Tails, near guess: Double) -> Double {
    guard guess > 1e-300, guess < 1 else { return quantile(tails) }
    guard tails.lower < tails.upper else {
      return 1 - mirrored.inverted(tails.reversed, from: 1 - guess, in: 0...1)
    }
    return inverted(tails, from: guess, in: 0...1)
  }

  private func lowerQuantile(_ tails: Tails) -> Double {
    // Near 0 the distribution function is x^alpha / (alpha B). GSL's inverse has trouble there and
    // for extreme shapes does not return; this start needs none.
    let first = exp((log(tails.lower * alpha) + gsl_sf_lnbeta(alpha, beta)) / alpha)
    if first < 1e-300 { return first }
    return inverted(tails, from: first < mean ? first : mean, in: 0...1)
  }

  func tails(at x: Double) -> Tails {
    if x <= 0 { return .none }
    if x >= 1 { return .all }
    return Tails(lower: gsl_cdf_beta_P(x, alpha, beta), upper: gsl_cdf_beta_Q(x, alpha, beta))
  }

  func density(at x: Double) -> Double { gsl_ran_beta_pdf(x, alpha, beta) }
}
