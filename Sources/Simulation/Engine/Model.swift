import CGSL
import Statistics

/// A compiled model: columns, what is set once per path, components in their order, and what is
/// recorded. Immutable; any number of simulators may share it.
public struct Model: Sendable {
  struct Series: Sendable {
    let name: String
    let unit: String
    let column: Column
    /// Whether the series is one minus the column.
    let isReflected: Bool
    /// The column's value at t₀ on the path whose every draw is at its median.
    let centre: Double
  }

  struct MaximumDrawdown: Sendable {
    let name: String
    let worst: Column
    let worstPeak: Column
  }

  let grid: TimeGrid
  let dates: [String]
  let percentiles: [Double]
  let layout: Layout
  let pathConstants: [any PathConstant]
  let components: [any Component]
  let series: [Series]
  let drawdowns: [MaximumDrawdown]
  /// The column of a path's first failure and what the numbers in it mean, from 1.
  let failure: Column
  let failureCauses: [String]
  /// Columns that must be finite at the end of a sound path.
  let equities: [(name: String, column: Column)]
  /// For whoever needs a column within a call.
  let scratch: Column
  /// What the scenario's author hardly means, by key.
  public let warnings: [ModelWarning]
  let rolledForward: [RolledForward]

  /// - Throws: `ModelErrors` with every contradiction.
  public init(_ definition: ModelDefinition) throws {
    _ = GSL.returnsErrors
    var builder = ModelBuilder(definition)
    var rates: [String: Number] = [:]
    for (currency, rate) in definition.exchangeRates.sorted(by: { $0.key < $1.key }) {
      rates[currency] = builder.number(rate.law, name: "fx.\(currency)", domain: .positive)
    }
    let record = Set(definition.record)
    var companies: [(name: String, company: Company)] = []
    for stated in definition.companies {
      var company = CompanyBuilder(
        stated, exchangeRates: rates, reportingCurrency: definition.currency, model: builder)
      let built = Company(in: &company, reportingCurrency: definition.currency, record: record)
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
    warnings = builder.warnings
    rolledForward = builder.rolledForward
    equities = companies.map { ("\($0.name).marketCap", $0.company.equity.marketCap) }
    scratch = builder.scratch
    drawdowns = companies.map {
      MaximumDrawdown(
        name: "\($0.name).\(CompanyOutcome.maximumDrawdown.name)",
        worst: $0.company.drawdown.worst,
        worstPeak: $0.company.drawdown.worstPeak)
    }
    let median = MedianPath(layout, pathConstants, components)
    series = companies.flatMap { name, company in
      CompanySeries.all.filter(record.contains).compactMap { key in
        company.offers[key].map {
          Series(
            name: "\(name).\(key)", unit: $0.unit, column: $0.column, isReflected: $0.isReflected,
            centre: median.start(of: $0.column))
        }
      }
    }
  }
}

/// The values at t₀ on the path whose every draw is at its median: where means are centred. It
/// depends on the scenario, never on paths.
struct MedianPath {
  private let starts: [Double]

  init(
    _ layout: Layout, _ pathConstants: [any PathConstant], _ components: [any Component]
  ) {
    let block = Block(layout, capacity: 32, seed: 0, draws: .median)
    defer { block.deallocate() }
    for constant in pathConstants { constant.assign(block) }
    for component in components { component.start(block) }
    starts = (0..<layout.columns).map { block[Column(index: $0)][0] }
  }

  func start(of column: Column) -> Double {
    let value = starts[column.index]
    return value.isFinite ? value : 0
  }
}
