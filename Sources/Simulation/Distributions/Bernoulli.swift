/// 1 where something happens, 0 where it does not.
enum Bernoulli {
  static func law(probability: Double) throws(DistributionError) -> Discrete {
    guard Domain.unit.contains(probability) else {
      throw .argument("probability", mustBe: Domain.unit.rawValue)
    }
    return try Discrete([.init(1, weight: probability), .init(0, weight: 1 - probability)])
  }

  static let family = DistributionFamily(
    name: "bernoulli", help: "1 where something happens, 0 where it does not.",
    example: "{bernoulli: {probability: 30%}}",
    arguments: [.plain("probability", .probability, .unit, "How likely a 1 is.")],
    content: .forms([
      .init("probability") { given throws(DistributionError) in
        try law(probability: given["probability"])
      }
    ]))
}
