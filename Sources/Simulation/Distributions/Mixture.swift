/// One of several distributions, each with its probability; some may be plain numbers.
package struct Mixture: Distribution {
  private struct Atom: Sendable {
    let value: Double
    /// P(X < value).
    let before: Tails
    /// P(X ≤ value).
    let through: Tails
    /// What all atoms up to this one have.
    let mass: Double
  }

  private let components: [DistributionFamily.Weighted<any Distribution>]
  private let atoms: [Atom]
  /// The continuous component, where there is just one.
  private let only: DistributionFamily.Weighted<any Distribution>?
  package let support: ClosedRange<Double>

  /// The mixture of some distributions; a discrete one where they all are.
  ///
  /// - Parameter items: With weights relative to each other; those without weight are left out.
  package static func law(_ items: [DistributionFamily.Weighted<any Distribution>])
    throws(DistributionError) -> any Distribution
  {
    let total = try DistributionFamily.total(of: items)
    var components: [DistributionFamily.Weighted<any Distribution>] = []
    for item in items where item.weight > 0 {
      let share = item.weight / total
      let parts = (item.value as? Mixture)?.components ?? [.init(item.value, weight: 1)]
      components += parts.map { .init($0.value, weight: share * $0.weight) }
    }
    let discrete = components.compactMap { component in
      (component.value as? Discrete).map { ($0, component.weight) }
    }
    guard discrete.count == components.count else { return Mixture(components) }
    return try Discrete(
      discrete.flatMap { law, weight in
        zip(law.values, law.probabilities).map { .init($0, weight: weight * $1) }
      })
  }

  /// - Parameter components: Not empty; weights that add up to 1; no mixtures.
  private init(_ components: [DistributionFamily.Weighted<any Distribution>]) {
    self.components = components
    let lows = components.map(\.value.support.lowerBound)
    let highs = components.map(\.value.support.upperBound)
    support = (lows.min() ?? 0)...(highs.max() ?? 0)
    let values = Set(components.flatMap { ($0.value as? Discrete)?.values ?? [] })
    let continuous = components.filter { !$0.value.isDiscrete }
    only = continuous.count == 1 ? continuous.first : nil
    var total = 0.0
    atoms = values.sorted().map { value in
      let through = Self.tails(of: components, at: value)
      let mass = components.reduce(0) { sum, component in
        component.value.isDiscrete
          ? sum + component.weight * component.value.density(at: value) : sum
      }
      total += mass
      return Atom(
        value: value, before: Tails(lower: through.lower - mass, upper: through.upper + mass),
        through: through, mass: total)
    }
  }

  private func sum(_ part: (any Distribution) -> Double) -> Double {
    components.reduce(0) { $0 + $1.weight * part($1.value) }
  }

  package var mean: Double { sum(\.mean) }
  package var standardDeviation: Double {
    let mean = mean
    // Of an infinite mean the deviations are ∞ - ∞.
    guard mean.isFinite else { return mean.isNaN ? .nan : .infinity }
    return sum {
      let (deviation, distance) = ($0.standardDeviation, $0.mean - mean)
      return deviation * deviation + distance * distance
    }.squareRoot()
  }
  package var description: String {
    let items = components.map { "\($0.weight): \($0.value)" }
    return "mixture(\(items.joined(separator: ", ")))"
  }

  private static func tails(
    of components: [DistributionFamily.Weighted<any Distribution>], at x: Double
  ) -> Tails {
    var (lower, upper) = (0.0, 0.0)
    for component in components {
      let tails = component.value.tails(at: x)
      lower += component.weight * tails.lower
      upper += component.weight * tails.upper
    }
    return Tails(lower: min(lower, 1), upper: min(upper, 1))
  }

  package func tails(at x: Double) -> Tails { Self.tails(of: components, at: x) }

  package var hasAtoms: Bool { !atoms.isEmpty }

  /// Of the continuous components.
  package func density(at x: Double) -> Double { sum { $0.isDiscrete ? 0 : $0.density(at: x) } }

  package func quantile(_ tails: Tails) -> Double {
    let next = atoms.firstIndexAscending { $0.through.reaches(tails) }
    if next < atoms.count, !atoms[next].before.reaches(tails) { return atoms[next].value }
    if let only, let last = atoms.last {
      // A range with a chance of nothing: the other draws are the range's own.
      let below = next > 0 ? atoms[next - 1].mass : 0
      let (lower, upper) = (tails.lower - below, tails.upper - (last.mass - below))
      let least = Double.leastNormalMagnitude
      return only.value.quantile(
        Tails(lower: max(lower / only.weight, least), upper: max(upper / only.weight, least)))
    }
    // Between two atoms, and between the components' own quantiles.
    let quantiles = components.map { $0.value.quantile(tails) }
    var low = quantiles.min() ?? .nan
    var high = quantiles.max() ?? .nan
    if next > 0 { low = max(low, atoms[next - 1].value) }
    if next < atoms.count { high = min(high, atoms[next].value) }
    guard low < high else { return low }
    return inverted(
      tails, from: low / 2 + high / 2, in: low...high, precision: 1e-15 * (high - low))
  }

  package var searchesQuantiles: Bool { atoms.isEmpty }

  package func quantile(_ tails: Tails, near guess: Double) -> Double {
    guard atoms.isEmpty, support.contains(guess) else { return quantile(tails) }
    return inverted(tails, from: guess, in: support, precision: 1e-15 * abs(guess))
  }

  package func meanOfExponential(of factor: Double) -> Double? {
    var sum = 0.0
    for component in components {
      guard let mean = component.value.meanOfExponential(of: factor) else { return nil }
      sum += component.weight * mean
    }
    return sum
  }

  package func share(in range: ClosedRange<Double>) -> Double { sum { $0.share(in: range) } }

  package func restricted(to range: ClosedRange<Double>) -> any Distribution {
    let left = components.compactMap { component in
      let share = component.value.share(in: range)
      return share > 0
        ? DistributionFamily.Weighted(
          component.value.restricted(to: range), weight: component.weight * share) : nil
    }
    return (try? Mixture.law(left)) ?? self
  }

  static let family = DistributionFamily(
    name: "mixture", help: "One of several distributions or numbers, each with its weight.",
    example: "{mixture: [{value: 2 to 9, weight: 80%}, {value: 0, weight: 20%}]}",
    arguments: [.value("value", "A number, a range or a distribution."), .weight],
    content: .weightedLaws { items throws(DistributionError) in try Mixture.law(items) })
}
