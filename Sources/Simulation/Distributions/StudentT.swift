import CGSL

/// location + scale · t: a bell with heavier tails than the normal, the heavier the fewer degrees of
/// freedom.
package struct StudentT: Distribution {
  package let degreesOfFreedom: Double
  package let location: Double
  package let scale: Double

  /// - Parameters:
  ///   - degreesOfFreedom: Above 0 and at most a million, where it is a normal; the mean is undefined
  ///     up to 1, the standard deviation infinite up to 2.
  ///   - scale: Above 0.
  package init(degreesOfFreedom: Double, location: Double, scale: Double)
    throws(DistributionError)
  {
    guard degreesOfFreedom > 0, degreesOfFreedom <= 1e6 else {
      throw .argument(
        "degreesOfFreedom", mustBe: "above 0 and at most 1,000,000 (a normal serves beyond)")
    }
    guard location.isFinite else { throw .argument("location", mustBe: "finite") }
    guard scale > 0, scale.isFinite else { throw .argument("scale", mustBe: "above 0") }
    self.degreesOfFreedom = degreesOfFreedom
    self.location = location
    self.scale = scale
  }

  /// - Parameter degreesOfFreedom: Above 2, where there is a standard deviation.
  package init(degreesOfFreedom: Double, mean: Double, sd: Double) throws(DistributionError) {
    guard degreesOfFreedom > 2 else {
      throw .argument("degreesOfFreedom", mustBe: "above 2 with mean and sd")
    }
    guard mean.isFinite else { throw .argument("mean", mustBe: "finite") }
    guard sd > 0, sd.isFinite else { throw .argument("sd", mustBe: "above 0") }
    try self.init(
      degreesOfFreedom: degreesOfFreedom, location: mean,
      scale: sd * (1 - 2 / degreesOfFreedom).squareRoot())
  }

  package init(degreesOfFreedom: Double, percentiles a: StatedPercentile, _ b: StatedPercentile)
    throws(DistributionError)
  {
    let standard = try StudentT(degreesOfFreedom: degreesOfFreedom, location: 0, scale: 1)
    let line = try StatedPercentile.line(a, b, through: standard.quantile)
    try self.init(
      degreesOfFreedom: degreesOfFreedom, location: line.location, scale: line.scale)
  }

  package var mean: Double { degreesOfFreedom > 1 ? location : .nan }
  package var standardDeviation: Double {
    if degreesOfFreedom <= 1 { return .nan }
    return degreesOfFreedom > 2
      ? scale / (1 - 2 / degreesOfFreedom).squareRoot() : .infinity
  }
  package var support: ClosedRange<Double> { -Double.infinity...Double.infinity }
  package var description: String {
    "studentT(degreesOfFreedom: \(degreesOfFreedom), location: \(location), scale: \(scale))"
  }

  package func quantile(_ tails: Tails) -> Double {
    if tails.lower == tails.upper { return location }
    _ = GSL.returnsErrors
    let isLower = tails.lower < tails.upper
    let size =
      isLower
      ? -gsl_cdf_tdist_Pinv(tails.lower, degreesOfFreedom)
      : gsl_cdf_tdist_Qinv(tails.upper, degreesOfFreedom)
    return quantile(
      tails, near: location + (isLower ? -scale : scale) * (size.isFinite ? size : 1))
  }

  package var searchesQuantiles: Bool { true }

  package func quantile(_ tails: Tails, near guess: Double) -> Double {
    if tails.lower == tails.upper { return location }
    let half = tails.lower < tails.upper ? -Double.infinity...location : location...(.infinity)
    guard half.contains(guess) else { return quantile(tails) }
    return inverted(tails, from: guess, in: half, precision: 1e-15 * scale)
  }

  package func tails(at x: Double) -> Tails {
    let t = (x - location) / scale
    return Tails(
      lower: gsl_cdf_tdist_P(t, degreesOfFreedom), upper: gsl_cdf_tdist_Q(t, degreesOfFreedom))
  }

  package func density(at x: Double) -> Double {
    gsl_ran_tdist_pdf((x - location) / scale, degreesOfFreedom) / scale
  }

  static let family = DistributionFamily(
    name: "studentT", help: "A bell with heavier tails than the normal's.",
    example: "{studentT: {degreesOfFreedom: 5, mean: 10, sd: 3}}",
    arguments: [
      .plain(
        "degreesOfFreedom", .coefficient, .positive, "Fewer have heavier tails; 30 are normal."),
      .mean, .sd, .value("location", "The middle, and the mean where there is one."),
      .spread("scale", "The width; below the standard deviation."),
    ],
    content: .forms([
      .init("degreesOfFreedom", "mean", "sd") { given throws(DistributionError) in
        try StudentT(
          degreesOfFreedom: given["degreesOfFreedom"], mean: given["mean"], sd: given["sd"])
      },
      .init("degreesOfFreedom", "location", "scale") { given throws(DistributionError) in
        try StudentT(
          degreesOfFreedom: given["degreesOfFreedom"], location: given["location"],
          scale: given["scale"])
      },
      .init("degreesOfFreedom", percentiles: 2...2) { given throws(DistributionError) in
        try StudentT(
          degreesOfFreedom: given["degreesOfFreedom"], percentiles: given.percentiles[0],
          given.percentiles[1])
      },
    ]))
}
