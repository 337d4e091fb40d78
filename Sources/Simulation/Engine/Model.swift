import CGSL
import Statistics

/// A compiled model: columns, what is set once per path, components in their order, and what is
/// recorded. Immutable; any number of simulators may share it.
public struct Model: Sendable {
  struct Series: Sendable {
    let name: String
    let unit: String
    let column: Column
    let reading: Reading
    /// The size of its values: at t₀ on the path whose every draw is at its median.
    let centre: Double
  }

  struct Outcome: Sendable {
    let name: String
    let kind: CompanyOutcome
    /// Of its values, an amount's currency included.
    let unit: String
    let formula: OutcomeFormula
  }

  struct Group: Sendable {
    let stated: PathGroup
    /// What its paths pass; nil for the worst by an outcome.
    let test: PathTest?
  }

  let grid: TimeGrid
  let dates: [String]
  let percentiles: [Double]
  let layout: Layout
  var pathConstants: [any PathConstant]
  let components: [any Component]
  let series: [Series]
  let outcomes: [Outcome]
  /// Of companies whose share price is recorded.
  let attributions: [(company: String, attribution: Attribution)]
  /// How many of them the scenario keeps whatever it asks; no company has all there are.
  let statedOutcomes: Int
  let questions: [PathTest]
  let observations: [ObservedSeries]
  /// Paths whose bands are wanted beside those of all.
  let groups: [Group]
  /// What is kept of every path for whoever asks for values.
  let measured: [MeasuredQuantity]
  /// What is drawn.
  let factors: [Factor]
  /// Whether the draws of a step, and their sums, stay in columns of their own.
  let isTraced: Bool
  private let medianPath: MedianPath
  /// The column of a path's first failure and what the numbers in it mean, from 1.
  let failure: Column
  let failureCauses: [String]
  /// What is told of the first path that fails, by the number of the cause.
  let failureNumbers: [Int: [Number]]
  /// Columns that must be finite at the end of a sound path.
  let equities: [(name: String, column: Column)]
  /// For whoever needs a column within a call.
  let scratch: Column
  /// What the scenario's author hardly means, by key.
  public let warnings: [ModelWarning]
  /// Those of them that say which means do not exist.
  let doubtedMeans: [ModelWarning]
  let rolledForward: [RolledForward]
  /// ARR that is stated for a date before the start.
  public let rollForwards: [RollForward]

  /// - Parameter tracing: Whether the draws of every step can be read, for `Simulator.trajectories`. No
  ///   number depends on it. A model with groups is traced anyway, to say what sets them apart.
  /// - Throws: `ModelErrors` with every contradiction.
  public init(_ definition: ModelDefinition, tracing: Bool = false) throws {
    _ = GSL.returnsErrors
    isTraced = tracing || !definition.groups.isEmpty
    var builder = ModelBuilder(definition, tracing: isTraced)
    let asked = definition.asked
    var rates: [String: Number] = [:]
    for (currency, rate) in definition.exchangeRates.sorted(by: { $0.key < $1.key }) {
      rates[currency] = builder.number(rate.law, name: "fx.\(currency)", domain: .positive)
    }
    let riskFree = definition.riskFreeRate.map {
      builder.number($0.law, name: "riskFreeRate", domain: .aboveMinusOne)
    }
    let record = Set(definition.record)
    var companies: [(name: String, company: Company)] = []
    for stated in definition.companies {
      var company = CompanyBuilder(
        stated, exchangeRates: rates, reportingCurrency: definition.currency, model: builder)
      let built = Company(
        in: &company, reportingCurrency: definition.currency, riskFreeRate: riskFree,
        record: record.union(asked.series[stated.name] ?? []),
        outcomes: Set(definition.outcomes).union(asked.outcomes[stated.name] ?? []),
        attributesPrice: definition.attributesPrices
          && record.contains(CompanySeries.sharePrice.name))
      builder = company.model
      companies.append((stated.name, built))
    }
    for currency in rates.keys.sorted() where !builder.usedCurrencies.contains(currency) {
      builder.warn("fx.\(currency)", "is not used, because nothing is in \(currency)")
    }
    builder.finish()
    guard builder.errors.isEmpty else { throw ModelErrors(errors: builder.errors) }

    grid = definition.grid
    dates = definition.grid.dates.map(\.description)
    percentiles = definition.percentiles
    layout = builder.layout
    pathConstants = builder.pathConstants
    components = builder.components
    failure = builder.failure
    failureCauses = builder.failureCauses
    failureNumbers = builder.failureNumbers
    rolledForward = builder.rolledForward
    equities = companies.map { ("\($0.name).marketCap", $0.company.equity.marketCap) }
    scratch = builder.scratch
    factors = builder.factors
    outcomes = companies.flatMap { name, company in
      company.outcomes.map {
        Outcome(
          name: "\(name).\($0.name)", kind: $0,
          unit: $0.unit.text(
            company: definition.currency(of: name), reporting: definition.currency),
          formula: $1)
      }
    }
    let stated = Set(definition.outcomes)
    statedOutcomes = outcomes.count { stated.contains($0.kind.name) }
    attributions = companies.compactMap { name, company in
      company.attribution.map { (name, $0) }
    }
    let median = MedianPath(
      layout, pathConstants, components, steps: grid.steps,
      following: companies.compactMap(\.company.terminal?.ebitda))
    medianPath = median
    let doubts = companies.compactMap {
      $0.company.doubtOfTerminalValue(at: median, named: $0.name)
    }
    // Where nothing is drawn, every path ends there.
    if !builder.drawsAnything, !doubts.isEmpty {
      throw ModelErrors(errors: doubts.map { ModelError(key: $0.key, text: $0.text) })
    }
    warnings = builder.warnings + doubts + definition.doubtsOfTerminalGrowth
    rollForwards = companies.compactMap { name, company in
      company.arr.stated.map {
        RollForward(
          name: ModelDefinition.Company.fullName(RecurringRevenue.value.key, of: name),
          asOf: $0.asOf, years: $0.years, currency: definition.currency(of: name),
          stated: median.start(of: $0.number),
          atStart: median.start(of: company.arr.level))
      }
    }
    doubtedMeans = builder.doubtedMeans
    let offers = companies.flatMap { name, company in
      CompanySeries.all.compactMap { key in
        company.offers[key].map {
          Series(
            name: "\(name).\(key)", unit: $0.unit, column: $0.column, reading: $0.reading,
            centre: median.start(of: $0.scale))
        }
      }
    }
    series = offers.filter { record.contains($0.name.afterCompany) }
    let names = Names(
      steps: grid.steps, series: offers, outcomes: outcomes, factors: factors, dates: dates)
    questions = try definition.questions.map { try names.test($0) }
    observations = try definition.observations.map { try names.series($0) }
    groups = try definition.groups.map { try Group(stated: $0, test: names.test(of: $0)) }
    measured = try definition.measured.map { try names.measured($0) }
  }
}

extension Model {
  /// The value of a column at t₀ on the path whose every draw is at its median.
  func median(of column: Column) -> Double { medianPath.start(of: column) }
}

/// The path whose every draw is at its median, on which no event happens: where means are centred. It
/// depends on the scenario, never on paths.
struct MedianPath {
  private let starts: [Double]
  private let constants: [Double]
  /// At the horizon, of the columns that were asked for.
  private(set) var ends: [Column: Double] = [:]

  init(
    _ layout: Layout, _ pathConstants: [any PathConstant], _ components: [any Component],
    steps: Int, following columns: [Column]
  ) {
    let block = Block(layout, capacity: 32, seed: 0, draws: .median)
    defer { block.deallocate() }
    for constant in pathConstants { constant.assign(block) }
    for component in components { component.start(block) }
    starts = (0..<layout.columns).map { block[Column(index: $0)][0] }
    constants = layout.constants
    guard !columns.isEmpty else { return }
    for step in 1...steps {
      for component in components { component.advance(block, to: step) }
    }
    for column in columns { ends[column] = block[column][0] }
  }

  func start(of column: Column) -> Double {
    let value = starts[column.index]
    return value.isFinite ? value : 0
  }

  func start(of number: Number) -> Double {
    switch number.place {
    case .column(let column): start(of: column)
    case .constant(let slot): constants[slot]
    }
  }
}
