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
    try self.init(definition, of: CompanyCatalog.kind, tracing: tracing)
  }

  /// - Parameter kind: Of the companies.
  init(_ definition: ModelDefinition, of kind: SubjectKind, tracing: Bool = false) throws {
    _ = GSL.returnsErrors
    isTraced = tracing || !definition.groups.isEmpty
    let compiler = Compiler(
      definition, processes: kind.processes(of: definition), tracing: isTraced)
    let compiled = CompiledSubjects(of: definition, kind, in: compiler)
    try Self.refuse(compiler.remarks.errors)

    self.definition = definition
    grid = definition.grid
    dates = definition.grid.dates.map(\.description)
    percentiles = definition.percentiles
    (attributions, components) = (compiled.attributions, compiled.components)
    (alongs, opening) = (compiled.alongs, compiled.opening)
    (layout, pathConstants) = (compiler.layout, compiler.pathConstants)
    (failure, scratch) = (compiler.failure, compiler.scratch)
    (failureCauses, failureNumbers) = (compiler.failureCauses, compiler.failureNumbers)
    (finite, factors) = (compiler.finite, compiler.factors)

    let remarks = compiler.remarks
    medianPath = MedianPath(
      layout, pathConstants, components, opening, steps: grid.steps,
      following: remarks.doubts.map(\.column))
    let ring = medianPath.ring.map {
      ModelError(key: $0, text: "depends on itself at the start, where no date lies before")
    }
    try Self.refuse(ring.map { [$0] } ?? [])
    let doubts = remarks.doubts(on: medianPath)
    // Where nothing is drawn, every path ends there.
    if !compiler.drawsAnything {
      try Self.refuse(doubts.map { ModelError(key: $0.key, text: $0.text) })
    }
    let median = medianPath
    let startDoubts = remarks.startDoubts.compactMap { $0(median) }
    warnings = remarks.warnings + startDoubts + doubts + definition.doubtsOfTerminalGrowth
    doubtedMeans = remarks.doubtedMeans
    rollForwards = remarks.rollForwards(on: medianPath)

    let all = compiled.series(sizedBy: medianPath)
    outcomes = compiled.outcomes
    let recorded = Set(definition.record.map(\.ownName))
    series = all.filter { recorded.contains($0.quantity.ownName) }
    priced = Self.priced(series, of: definition, isListed: compiled.isListed)
    let stated = Set(definition.outcomes.map(\.ownName))
    statedOutcomes = outcomes.count { stated.contains($0.quantity.ownName) }
    (events, regimes, pasts) = (compiled.events, compiled.regimes, compiled.pasts)
    let directory = Directory(
      all, outcomes, factors, events, regimes, on: grid, dates: dates)
    questions = try definition.questions.map(directory.test)
    observations = try definition.observations.map(directory.observed)
    groups = try definition.groups.map(directory.group)
    measured = try definition.measured.map(directory.measured)
  }

  private static func refuse(_ errors: [ModelError]) throws {
    guard errors.isEmpty else { throw ModelErrors(errors: errors) }
  }
}

/// The subjects of a definition: their parts are built, and what a run needs of them has its columns.
private struct CompiledSubjects {
  let attributions: [(subject: String, parts: any PriceParts)]
  let components: [any Component]
  let events: [TrackedEvent]
  let regimes: [TrackedRegime]
  let pasts: [Model.Past]
  /// Of companies that may be bought, 1 up to that.
  let isListed: [String: Column]
  let alongs: [(name: String, output: Column)]
  let opening: OpeningPasses
  private let quantities: [(quantity: Quantity, values: Offer.Values)]

  /// Whatever refuses or warns has done so in the end.
  init(of definition: ModelDefinition, _ kind: SubjectKind, in compiler: Compiler) {
    let world = World(definition, in: compiler)
    var happenings = Happenings(definition, world, in: compiler)
    let factors = FactorPaths(definition, world, in: compiler)
    let companies = definition.companies.map {
      CompiledSubject($0, of: definition, kind, in: world, compiler)
    }
    let names = Dictionary(
      companies.map { ($0.subject.name, $0.subject) }, uniquingKeysWith: { first, _ in first })
    let subjects =
      companies
      + definition.baskets.map {
        CompiledSubject($0, holding: names, of: definition, in: world, compiler)
      }
    let declared = subjects.flatMap { $0.quantities() } + factors.quantities
    let quantities = declared + definition.changes(of: declared, in: compiler)
    self.quantities = quantities
    func series(_ wanted: Quantity) -> (column: Column, telling: Telling)? {
      quantities.lazy.compactMap { quantity, values in
        guard case .column(let column, let telling, _) = values,
          quantity.identity == wanted.identity
        else { return nil }
        return (column, telling)
      }.first
    }
    happenings.build(series: series) { wanted in
      quantities.lazy.compactMap { quantity, values in
        guard case .formula(let formula) = values, quantity == wanted else { return nil }
        return formula.inputs.0
      }.first
    }
    (events, regimes) = (happenings.tracked, happenings.trackedRegimes)
    isListed = Dictionary(
      companies.compactMap { company in
        company.subject.part(Takeover.self).map { (company.subject.name, $0.isListed) }
      }, uniquingKeysWith: { first, _ in first })
    attributions = subjects.compactMap { $0.attribution(in: definition) }
    pasts = companies.flatMap { $0.subject.pasts(in: definition) }
    factors.warn(in: compiler)
    // Behind all that may need an exchange rate.
    world.warn(in: compiler)
    let alongs = compiler.follow(series: series)
    self.alongs = alongs.map { ($0.name, $0.output) }
    opening = compiler.opening(alongs)
    components = compiler.components()
  }

  func series(sizedBy median: MedianPath) -> [Model.Series] {
    quantities.compactMap { quantity, values in
      guard case .column(let column, let telling, let scale) = values else { return nil }
      return Model.Series(
        quantity: quantity, column: column, telling: telling,
        centre: median.start(of: scale ?? column))
    }
  }

  var outcomes: [Model.Outcome] {
    quantities.compactMap { quantity, values in
      guard case .formula(let formula) = values else { return nil }
      return Model.Outcome(quantity: quantity, formula: formula)
    }
  }
}

extension ModelDefinition {
  /// The changes of series that somebody asks for, with their columns.
  fileprivate func changes(
    of declared: [(quantity: Quantity, values: Offer.Values)], in model: Compiler
  ) -> [(quantity: Quantity, values: Offer.Values)] {
    asked.sorted { $0.identity < $1.identity }.compactMap { wanted in
      guard case .change(let base, let lag)? = wanted.origin,
        case .column(let column, let telling, _)? = declared.first(where: {
          $0.quantity.identity == base.identity
        })?.values
      else { return nil }
      let change = SeriesChange(
        wanted, over: lag, of: column, telling, after: past(of: base, in: model), in: model)
      return (wanted, .column(change.output))
    }
  }

  /// What a series was before the start, by its history and by what is stated of a date before the start.
  private func past(
    of series: Quantity, in model: Compiler
  ) -> [(date: CalendarDate, value: Number)] {
    let stated = companies.first { $0.name == series.subject }?.assumptions.histories
    let history = stated?[series.ownName] ?? []
    var past = history.map { (date: $0.date, value: model.constant($0.value)) }
    if let earlier = model.rollForward(of: series) {
      past.removeAll { $0.date == earlier.asOf }
      past.append((earlier.asOf, earlier.stated))
    }
    return past.sorted { $0.date < $1.date }
  }
}

private struct CompiledSubject {
  let subject: Subject
  private let kept: [(offer: Offer, quantity: Quantity)]

  init(
    _ company: ModelDefinition.Company, of definition: ModelDefinition, _ kind: SubjectKind,
    in world: World, _ compiler: Compiler
  ) {
    let stated = definition.record + definition.outcomes
    let offers = kind.offers + company.listings.map(Listings.offer)
    let declared = offers.map(\.quantity)
    let wanted = Set(definition.kept(declared, stated: stated, of: company).map(\.ownName))
    subject = Subject(
      company.name, currency: company.currency, stating: company.assumptions, in: world, compiler,
      wanted: wanted)
    kept = offers.filter { wanted.contains($0.quantity.ownName) }.map {
      ($0, definition.quantity($0.quantity, of: company))
    }
    compiler.building(subject.name) {
      for part in kind.parts { subject.build(part) }
    }
  }

  /// - Parameter companies: By name; all are built.
  init(
    _ basket: BasketDefinition, holding companies: [String: Subject],
    of definition: ModelDefinition,
    in world: World, _ compiler: Compiler
  ) {
    let kind = BasketCatalog.kind(isIndex: basket.isIndex)
    let stated = definition.record + definition.outcomes
    let declared = kind.offers.map(\.quantity)
    let wanted = Set(definition.kept(declared, stated: stated, of: basket).map(\.ownName))
    subject = Subject(
      basket.name, currency: basket.currency ?? definition.currency, stating: Assumptions(),
      in: world, compiler, wanted: wanted)
    kept = kind.offers.filter { wanted.contains($0.quantity.ownName) }.map {
      ($0, definition.quantity($0.quantity, of: basket))
    }
    compiler.building(subject.name) {
      let whole = Basket(basket, of: companies, in: subject)
      subject.take(whole)
      subject.heldValue = HeldValue(column: whole.value, phase: whole.phase)
      for part in kind.parts { subject.build(part) }
    }
  }

  /// To be asked for once, when all subjects are built.
  func quantities() -> [(quantity: Quantity, values: Offer.Values)] {
    subject.model.building(subject.name) {
      kept.compactMap { kept in kept.offer.values(subject).map { (kept.quantity, $0) } }
    }
  }

  /// Nil where nobody asks what moved the share price.
  func attribution(
    in definition: ModelDefinition
  ) -> (subject: String, parts: any PriceParts)? {
    guard definition.attributesPrices, definition.record.contains(Equity.sharePrice),
      subject.heldValue == nil
    else { return nil }
    return subject.model.building(subject.name) {
      subject.part(Attribution.self).map { (subject.name, $0) }
    }
  }
}
