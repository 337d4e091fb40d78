/// What was seen before: each value of a list equally likely.
enum Empirical {
  static let family = DistributionFamily(
    name: "empirical", help: "What was seen before, each value equally likely.",
    example: "{empirical: [4, 7, 7, 12]}", arguments: [.value("value", "One value.")],
    content: .values { values throws(DistributionError) in
      try Discrete(values.map { DistributionFamily.Weighted($0, weight: 1) })
    })
}
