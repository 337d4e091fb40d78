import Statistics

/// The factors of a model: built before the companies, which follow them.
struct FactorPaths {
  private let definition: ModelDefinition
  private let paths: [FactorPath]
  private let asked: Set<Quantity>

  init(_ definition: ModelDefinition, _ world: World, in model: Compiler) {
    self.definition = definition
    let asked = definition.asked
    self.asked = asked
    paths = definition.factors.map { factor in
      let quantity = factor.quantity
      let subject = Subject(
        factor.name, currency: "", stating: factor.assumptions, in: world, model, wanted: [])
      let path = FactorPath(
        factor.form,
        isTold: definition.record.contains { $0.ownName == factor.name }
          || asked.contains(quantity),
        in: subject)
      model.followed[factor.name] = path.known
      return path
    }
  }

  /// Those that are recorded or asked about.
  var quantities: [(quantity: Quantity, values: Offer.Values)] {
    zip(definition.factors, paths).compactMap { factor, path in
      path.level.map { (factor.quantity, .column($0)) }
    }
  }

  /// Says which are without effect, once companies have their parts.
  func warn(in model: Compiler) {
    if definition.measure == .riskAdjusted, !paths.isEmpty {
      model.warn(
        "measure", "takes no risk premium off factors: they keep their real-world laws")
    }
    for factor in definition.factors
    where !model.followers.contains(factor.name) && !asked.contains(factor.quantity) {
      model.warn(factor.name, "is not used: nothing follows it, and nothing asks about it")
    }
  }
}
