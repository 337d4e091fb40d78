/// The time until something happens that is as likely at any time: a Weibull law of shape 1.
enum ExponentialLaw {
  static let family = DistributionFamily(
    name: "exponential", help: "The time until something happens that is as likely at any time.",
    example: "{exponential: {mean: 10}}", arguments: [.mean],
    content: .forms([
      .init("mean") { given throws(DistributionError) in
        guard given["mean"] > 0 else { throw .argument("mean", mustBe: "above 0") }
        return try Weibull(shape: 1, scale: given["mean"])
      },
      .init(percentiles: 1...1) { given throws(DistributionError) in
        let percentile = given.percentiles[0]
        guard percentile.value > 0 else {
          throw .argument("each percentile", mustBe: "above 0")
        }
        return try Weibull(shape: 1, scale: percentile.value / -percentile.tails.logUpper)
      },
    ]))
}
