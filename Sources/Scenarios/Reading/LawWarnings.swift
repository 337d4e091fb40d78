import Simulation

extension ScenarioReader {
  /// A normal's share below 0 where its sd is half its mean, Φ(-2), rounded up.
  private static let smallShare = 0.02276

  /// What a file may say of a number but hardly means.
  mutating func warn(_ law: StatedLaw, _ rule: NumberRule, at place: Place) {
    let high: Double
    switch law.law {
    case .value(let value): high = value
    // Its laws have been warned of one by one.
    case .schedule, .regime, .along: return
    case .distribution(let distribution):
      high = distribution.quantile(0.95)
      if distribution.isDiscrete,
        distribution.support.lowerBound == distribution.support.upperBound
      {
        report(.certain, at: place)
      }
      warn(distribution, outOf: rule.domain, at: place)
    }
    if rule.kind == .logChange, law.law.isLarge { report(.largeLogChange, at: place) }
    if rule.kind == .elasticity, high > 0 { report(.positiveElasticity, at: place) }
  }

  private mutating func warn(
    _ distribution: any Distribution, outOf domain: Domain, at place: Place
  ) {
    switch domain {
    case .positive where distribution.isDiscrete && distribution.density(at: 0) > 0.001:
      report(.partlyOutOfDomain(mustBe: domain.rawValue), at: place)
    case .positive, .nonNegative:
      // Any draw below 0 fails its path; a few are the price of a simple distribution.
      let zero = domain == .positive ? 0 : -Double.leastNonzeroMagnitude
      if distribution.tails(at: zero).lower > Self.smallShare {
        report(.manyOutOfDomain(mustBe: domain.rawValue), at: place)
      }
    default:
      // One draw in a thousand, on either side.
      if ![0.001, 0.999].map({ distribution.quantile($0) }).allSatisfy(domain.contains) {
        report(.partlyOutOfDomain(mustBe: domain.rawValue), at: place)
      }
    }
  }
}

extension Assumption.Law {
  /// Whether, as a change of a logarithm, it multiplies by e or divides by it half of the time.
  fileprivate var isLarge: Bool {
    only.map { max(abs($0.quantile(0.25)), abs($0.quantile(0.75))) > 1 } ?? false
  }
}
