import CGSL

/// How often something happens that happens at a steady rate: 0, 1, 2 …
enum Poisson {
  /// - Parameter mean: 0 to 5,000: more would be a long list of values, and as good as a normal.
  static func law(mean: Double) throws(DistributionError) -> Discrete {
    guard mean >= 0, mean <= 5_000 else {
      throw .argument("mean", mustBe: "0 or above and at most 5,000 (a normal serves beyond)")
    }
    // Relative to the likeliest count, out to where no double notices.
    let mode = mean.rounded(.down)
    var items = [DistributionFamily.Weighted(mode, weight: 1)]
    var (count, weight) = (mode, 1.0)
    while count > 0, weight > 1e-30 {
      weight *= count / mean
      count -= 1
      items.append(.init(count, weight: weight))
    }
    (count, weight) = (mode, 1)
    while weight > 1e-30 {
      count += 1
      weight *= mean / count
      items.append(.init(count, weight: weight))
    }
    return try Discrete(items)
  }

  static let family = DistributionFamily(
    name: "poisson", help: "How often something happens that happens at a steady rate.",
    example: "{poisson: {mean: 4}}", arguments: [.mean],
    content: .forms([
      .init("mean") { given throws(DistributionError) in try law(mean: given["mean"]) }
    ]))
}
