import Statistics

/// A compiled model: columns, what is set once per path, components in their order, and what is
/// recorded. Immutable; any number of simulators may share it.
public struct Model: Sendable {
  struct Series: Sendable {
    let quantity: Quantity
    let column: Column
    let telling: Telling
    /// The size of its values: at t₀ on the path whose every draw is at its median.
    let centre: Double
  }

  struct Outcome: Sendable {
    let quantity: Quantity
    let formula: OutcomeFormula
  }

  struct Group: Sendable {
    let stated: PathGroup
    /// What its paths pass; nil for the worst by an outcome.
    let test: PathTest?
  }

  /// What it was compiled from.
  let definition: ModelDefinition
  let grid: TimeGrid
  let dates: [String]
  let percentiles: [Double]
  let layout: Layout
  var pathConstants: [any PathConstant]
  /// Numbers that follow series.
  let alongs: [(name: String, output: Column)]
  /// How the start of a path is set.
  let opening: OpeningPasses
  let components: [any Component]
  let series: [Series]
  let outcomes: [Outcome]
  /// Whose prices are compared; none for fewer than two companies.
  let priced: [PricedName]
  /// Of subjects whose share price is recorded.
  let attributions: [(subject: String, parts: any PriceParts)]
  /// How many outcomes the scenario keeps whatever it asks; no company has all there are.
  let statedOutcomes: Int
  let questions: [PathTest]
  let observations: [ObservedSeries]
  /// What is held against histories, those of one company side by side.
  let pasts: [Past]
  /// Paths whose bands are wanted beside those of all.
  let groups: [Group]
  /// What is kept of every path for whoever asks for values.
  let measured: [MeasuredQuantity]
  let events: [TrackedEvent]
  let regimes: [TrackedRegime]
  /// What is drawn.
  let factors: [Factor]
  /// Whether the draws of a step, and their sums, stay in columns of their own.
  let isTraced: Bool
  let medianPath: MedianPath
  /// The column of a path's first failure and what the numbers in it mean, from 1.
  let failure: Column
  let failureCauses: [String]
  /// What is told of the first path that fails, by the number of the cause.
  let failureNumbers: [Int: [Number]]
  /// Columns that must be finite at the end of a sound path.
  let finite: [(name: String, column: Column)]
  /// For whoever needs a column within a call.
  let scratch: Column
  /// What the scenario's author hardly means, by key.
  package let warnings: [ModelWarning]
  /// Those of them that say which means do not exist.
  let doubtedMeans: [ModelWarning]
  /// ARR that is stated for a date before the start.
  public let rollForwards: [RollForward]
}

extension Model {
  var rolledForward: [RolledForward] {
    rollForwards.map { RolledForward(name: $0.name, asOf: $0.asOf.description) }
  }

  /// The value of a column at t₀ on the path whose every draw is at its median.
  func median(of column: Column) -> Double { medianPath.start(of: column) }
}

/// The logarithms of which a share price is made: see `PriceAttribution`.
protocol PriceParts: Sendable {
  /// What it is made of, in the order in which that is told.
  var causes: [PriceAttribution.Cause] { get }
  /// ln S of each path of a block; -∞ where the share price is 0.
  func setLogPrice(_ logs: UnsafeMutablePointer<Double>, in block: Block)
  /// What a cause adds to ln S on each path of a block; not finite where the share price is 0.
  func setLogs(
    _ logs: UnsafeMutablePointer<Double>, of cause: PriceAttribution.Cause, in block: Block)
}

/// The path whose every draw is at its median, on which no hazard rings: where means are centred. It
/// depends on the scenario, never on paths.
struct MedianPath {
  private let starts: [Double]
  private let constants: [Double]
  /// A number along a series that depends on itself at t₀; nil where none does.
  let ring: String?
  /// At the horizon, of the columns that were asked for.
  private(set) var ends: [Column: Double] = [:]

  init(
    _ layout: Layout, _ pathConstants: [any PathConstant], _ components: [any Component],
    _ opening: OpeningPasses, steps: Int, following columns: [Column]
  ) {
    let block = Block(layout, capacity: 32, seed: 0, draws: .median)
    defer { block.deallocate() }
    func pass() {
      for constant in pathConstants { constant.assign(block) }
      for component in components { component.start(block) }
    }
    ring = opening.ring(in: block, pass)
    opening.run(block, pass)
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
