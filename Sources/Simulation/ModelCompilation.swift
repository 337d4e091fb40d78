import CGSL
import Statistics

extension Model {
  /// Compiles a definition: subjects are built part by part, and what a run needs of them is given its
  /// columns.
  ///
  /// - Parameter tracing: Whether the draws of every step can be read, for `Simulator.trajectories`. No
  ///   number depends on it. A model with groups is traced anyway, to say what sets them apart.
  /// - Throws: `ModelErrors` with every contradiction.
  public init(_ definition: ModelDefinition, tracing: Bool = false) throws {
    _ = GSL.returnsErrors
    isTraced = tracing || !definition.groups.isEmpty
    let compiler = Compiler(
      definition,
      processes: definition.companies.flatMap { company in
        CompanyCatalog.processes.map { "\(company.name).\($0)" }
      }, tracing: isTraced)
    let world = World(definition, in: compiler)
    let companies = definition.companies.map {
      CompiledCompany($0, of: definition, world, compiler)
    }
    world.warn(in: compiler)
    try Self.refuse(compiler.remarks.errors)

    grid = definition.grid
    dates = definition.grid.dates.map(\.description)
    percentiles = definition.percentiles
    let found = companies.flatMap { $0.places() }
    attributions = companies.compactMap { $0.attribution(in: definition) }
    components = compiler.components()
    layout = compiler.layout
    pathConstants = compiler.pathConstants
    (failure, scratch) = (compiler.failure, compiler.scratch)
    (failureCauses, failureNumbers) = (compiler.failureCauses, compiler.failureNumbers)
    (finite, factors) = (compiler.finite, compiler.factors)

    let median = MedianPath(
      layout, pathConstants, components, steps: grid.steps,
      following: compiler.remarks.doubts.map(\.column))
    medianPath = median
    let doubts = compiler.remarks.doubts.compactMap { doubt in
      median.ends[doubt.column].flatMap(doubt.text)
    }
    // Where nothing is drawn, every path ends there.
    if !compiler.drawsAnything {
      try Self.refuse(doubts.map { ModelError(key: $0.key, text: $0.text) })
    }
    warnings = compiler.remarks.warnings + doubts + definition.doubtsOfTerminalGrowth
    doubtedMeans = compiler.remarks.doubtedMeans
    rollForwards = compiler.remarks.rollForwards.map {
      RollForward(
        name: $0.name, asOf: $0.asOf, years: $0.years, currency: $0.currency,
        stated: median.start(of: $0.stated), atStart: median.start(of: $0.atStart))
    }

    let all = found.compactMap { Series($0, at: $1, sizedBy: median) }
    outcomes = found.compactMap(Outcome.init)
    let recorded = Set(definition.record.map(\.ownName))
    series = all.filter { recorded.contains($0.quantity.ownName) }
    let stated = Set(definition.outcomes.map(\.ownName))
    statedOutcomes = outcomes.count { stated.contains($0.quantity.ownName) }
    let directory = Directory(all, outcomes, factors, on: grid, dates: dates)
    questions = try definition.questions.map(directory.test)
    observations = try definition.observations.map(directory.observed)
    groups = try definition.groups.map(directory.group)
    measured = try definition.measured.map(directory.measured)
  }

  private static func refuse(_ errors: [ModelError]) throws {
    guard errors.isEmpty else { throw ModelErrors(errors: errors) }
  }
}

extension Model.Series {
  fileprivate init?(_ quantity: Quantity, at place: Offer.Place, sizedBy median: MedianPath) {
    guard case .column(let column, let telling, let scale) = place else { return nil }
    self.init(
      quantity: quantity, column: column, telling: telling,
      centre: median.start(of: scale ?? column))
  }
}

extension Model.Outcome {
  fileprivate init?(_ quantity: Quantity, at place: Offer.Place) {
    guard case .formula(let formula) = place else { return nil }
    self.init(quantity: quantity, formula: formula)
  }
}

/// A company whose parts are built, and what a run needs of it.
private struct CompiledCompany {
  let subject: Subject
  let kept: [(offer: Offer, quantity: Quantity)]

  init(
    _ company: ModelDefinition.Company, of definition: ModelDefinition, _ world: World,
    _ compiler: Compiler
  ) {
    let stated = definition.record + definition.outcomes
    let declared = CompanyCatalog.offers.map(\.quantity)
    let wanted = Set(definition.kept(declared, stated: stated, of: company).map(\.ownName))
    subject = Subject(company, in: world, compiler, wanted: wanted)
    kept = CompanyCatalog.offers.filter { wanted.contains($0.quantity.ownName) }.map {
      ($0, definition.quantity($0.quantity, of: company))
    }
    compiler.subject = company.name
    defer { compiler.subject = "" }
    for part in CompanyCatalog.parts { subject.build(part) }
  }

  func places() -> [(Quantity, Offer.Place)] {
    kept.compactMap { kept in kept.offer.place(subject).map { (kept.quantity, $0) } }
  }

  /// Nil where nobody asks what moved the share price.
  func attribution(
    in definition: ModelDefinition
  ) -> (subject: String, parts: any PriceParts)? {
    guard definition.attributesPrices, definition.record.contains(Equity.sharePrice) else {
      return nil
    }
    return subject.part(Attribution.self).map { (subject.name, $0) }
  }
}

extension ModelDefinition {
  /// The outcomes that a run keeps: those that are stated, and those asked about.
  package var keptOutcomes: [Quantity] {
    companies.flatMap { company in
      kept(CompanyCatalog.outcomes, stated: outcomes, of: company)
        .map { quantity($0, of: company) }
    }
  }
}
