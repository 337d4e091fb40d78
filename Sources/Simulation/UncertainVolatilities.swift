extension ModelDefinition {
  /// Names of the volatilities that are themselves uncertain, whose shocks can be correlated: `acme.volatility`.
  package var uncertainVolatilities: [String] {
    let companies = companies.filter {
      $0.assumptions.numbers[Multiple.volatility.spread.key] != nil
    }
    let factors = factors.filter {
      $0.assumptions.numbers[FactorCatalog.Keys($0.form).volatility.spread.key] != nil
    }
    return (companies.map(\.name) + factors.map(\.name))
      .map(ModelDefinition.volatility(of:))
  }

  /// Whether calm and wild times follow each other: where anything comes in clusters, or a volatility is uncertain.
  package var isTurbulent: Bool {
    !uncertainVolatilities.isEmpty || events.contains { $0.clustering != nil }
      || companies.contains { $0.assumptions.numbers[Multiple.jumpBranching.key] != nil }
  }
}
