/// The arguments of one distribution, matched to a form of its family.
package struct DistributionArguments: Sendable {
  /// Ascending in level.
  let percentiles: [StatedPercentile]
  private let named: [String: Double]
  private let fallbacks: [String: Double]

  fileprivate init(
    percentiles: [StatedPercentile], named: [String: Double],
    _ arguments: [DistributionFamily.Argument]
  ) {
    self.percentiles = percentiles
    self.named = named
    fallbacks = arguments.reduce(into: [:]) { $0[$1.name] = $1.fallback }
  }

  /// An argument of the form, or its default. NaN, which every family refuses, where it has neither:
  /// the match has seen to that.
  subscript(name: String) -> Double { optional(name) ?? .nan }

  func optional(_ name: String) -> Double? { named[name] ?? fallbacks[name] }
}

extension DistributionFamily {
  /// The distribution with these arguments, in the unit of the key.
  ///
  /// Whatever percentiles, mean and standard deviation are stated come back from it to 1e-10.
  ///
  /// - Throws: `arguments` where no form takes them, else why the distribution cannot be.
  package func make(_ stated: [String: Double]) throws(DistributionError) -> any Distribution {
    _ = GSL.returnsErrors
    let named = stated.filter { argument($0.key) != nil }
    let percentiles = stated.compactMap { key, value in
      argument(key) == nil
        ? StatedPercentile.level(of: key).map { StatedPercentile($0, value) } : nil
    }.sorted { $0.level < $1.level }
    guard named.count + percentiles.count == stated.count,
      let form = forms.first(where: { takes($0, named, percentiles) })
    else { throw .arguments(expected: usage) }
    for (a, b) in zip(percentiles, percentiles.dropFirst()) {
      guard a.level < b.level, a.value < b.value else { throw .notAscending }
    }
    for argument in arguments {
      guard case .plain(_, let domain) = argument.content, let value = named[argument.name],
        !domain.contains(value)
      else { continue }
      throw .argument(argument.name, mustBe: domain.rawValue)
    }
    let law = try form.make(
      DistributionArguments(percentiles: percentiles, named: named, arguments))
    try verify(law, named, percentiles)
    return law
  }

  private func takes(
    _ form: Form, _ named: [String: Double], _ percentiles: [StatedPercentile]
  ) -> Bool {
    let required = form.names.filter { !(argument($0)?.isOptional ?? false) }
    return form.percentiles.contains(percentiles.count)
      && named.keys.allSatisfy(form.names.contains)
      && required.allSatisfy { named[$0] != nil }
  }

  /// Refuses a distribution that is not the one that was asked for: equations without a solution, or
  /// one that rounding does not find.
  private func verify(
    _ law: any Distribution, _ named: [String: Double], _ percentiles: [StatedPercentile]
  ) throws(DistributionError) {
    func isClose(_ found: Double, _ asked: Double, _ width: Double) -> Bool {
      abs(found - asked) <= 1e-10 * (abs(asked) + width)
    }
    let width = (percentiles.last?.value ?? 0) - (percentiles.first?.value ?? 0)
    for percentile in percentiles
    where !isClose(law.quantile(percentile.tails), percentile.value, width) {
      throw .impossible("no \(name) distribution with these arguments could be found")
    }
    guard let sd = named["sd"], let mean = named["mean"] else { return }
    guard isClose(law.mean, mean, sd), isClose(law.standardDeviation, sd, 0) else {
      throw .impossible("no \(name) distribution with this mean and sd could be found")
    }
  }
}
