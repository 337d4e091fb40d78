import Statistics

/// Collects columns, path constants and components while a model is compiled: names and laws go in,
/// columns come out. What varies is known here, so that every formula is evaluated as rarely as its
/// inputs allow: at compile time, once per path, or in every step.
final class Compiler {
  let grid: TimeGrid
  let measure: ModelDefinition.Measure
  private(set) var layout = Layout()
  private(set) var pathConstants: [any PathConstant] = []
  private var appended: [any Component] = []
  private(set) var failureCauses: [String] = []
  /// What is told of the first path that fails, by the number of the cause.
  private(set) var failureNumbers: [Int: [Number]] = [:]
  /// Columns that must be finite at the end of a sound path, by full name.
  private(set) var finite: [(name: String, column: Column)] = []
  private(set) var remarks = Remarks()
  /// What is drawn, in the order of the model.
  private(set) var factors: [Factor] = []
  /// Whose parts are being built: what is drawn is theirs; empty for what all share.
  private(set) var subject = ""
  /// Whether every draw of a step stays in a column of its own until the step ends.
  let isTraced: Bool
  /// Numbers that are one of several, by what they are in a step.
  var switched: [Number: Switched] = [:]
  /// Levels that events move.
  var moves: LevelMoves
  /// Numbers that events move.
  var parameterMoves: ParameterMoves
  /// Numbers that follow series, and what follows from them.
  var alongs = AlongNumbers()
  /// What parts wait for.
  var awaited: [Awaited] = []
  /// What events do to whole companies.
  var deals = CompanyDeals()
  /// Those, and what follows from them.
  var touched: [Number: TouchedNumber] = [:]
  /// Regimes that numbers may depend on, by name.
  private(set) var regimes: [String: KnownRegime] = [:]
  /// Factors by name, and of them those that something follows.
  var followed: [String: KnownFactor] = [:]
  var followers: Set<String> = []
  private var held: HeldCompilation
  private var drivers: DriverDependence?
  private var shocks: ShockDependence?
  private var sources: [DrawSource: String] = [:]
  /// Names of those that draw in steps.
  private var sourcesOfSteps: Set<String> = []
  /// Whether paths differ.
  var drawsAnything: Bool { !sources.isEmpty }
  /// Column of a path's first failure, 0 for none: an index into `failureCauses`, from 1.
  let failure: Column
  /// A column of zeros, the number 0, and a column for whoever needs one within a call.
  let zeros: Column
  let zero: Number
  let scratch: Column

  /// - Parameter processes: Full names of all whose shocks can be correlated, in the order in which they
  ///   are drawn.
  init(_ definition: ModelDefinition, processes: [String], tracing: Bool = false) {
    grid = definition.grid
    isTraced = tracing
    measure = definition.measure
    failure = layout.addColumn()
    zeros = layout.addColumn()
    zero = Number(place: .constant(slot: layout.addConstant(0)), time: .compilation)
    scratch = layout.addColumn()
    (moves, parameterMoves) = (LevelMoves(), ParameterMoves())
    held = HeldCompilation(definition.held, on: definition.grid)
    pathConstants.append(Cleared(column: failure))
    drivers = DriverDependence(definition.correlations, in: self)
    shocks = ShockDependence(definition.shockCorrelations, order: processes, in: self)
  }

  /// Everything that moves with time, phase by phase. To be asked for once, when all is built.
  func components() -> [any Component] {
    drivers?.warn(in: self)
    held.refuseUnused(in: self)
    for component in shocks?.components(in: self) ?? [] { appended.append(component) }
    for factor in isTraced ? factors : [] {
      if let sum = factor.sum {
        append(RunningSum(name: factor.name + " sum", of: factor.column, sum: sum))
      }
    }
    return Phase.allCases.flatMap { phase in appended.filter { $0.phase == phase } }
  }

  /// What is drawn while a subject is built, or while its quantities are given columns, is its own.
  func building<Result>(_ subject: String, _ body: () -> Result) -> Result {
    let before = self.subject
    self.subject = subject
    defer { self.subject = before }
    return body()
  }

  /// Length of a step in years.
  var stepLength: Double { grid.stepLength }

  func column() -> Column { layout.addColumn() }

  func switchLog() -> Int { layout.addSwitchLog() }
  func saleQueue() -> SaleQueue { layout.addSales() }

  func constant(_ value: Double) -> Number {
    Number(place: .constant(slot: layout.addConstant(value)), time: .compilation)
  }

  /// Eight equal doubles that a component rewrites.
  func slot() -> Number.Place { .constant(slot: layout.addConstant(0)) }

  func append(_ component: any Component) { appended.append(component) }
  func append(_ constant: any PathConstant) { pathConstants.append(constant) }

  // MARK: What is said of the model

  func refuse(_ key: String, _ text: String) {
    remarks.errors.append(ModelError(key: key, text: text))
  }

  func warn(_ key: String, _ text: String) { remarks.warn(ModelWarning(key: key, text: text)) }

  func doubtMeans(_ key: String, _ text: String) {
    warn(key, text)
    remarks.doubtedMeans.append(ModelWarning(key: key, text: text))
  }

  /// Says something, perhaps, once it is known where a column ends on the path of medians.
  func doubt(
    endOf column: Column, _ text: @escaping @Sendable (_ end: Double) -> ModelWarning?
  ) {
    remarks.doubts.append((column, text))
  }

  /// Says something, perhaps, once it is known where columns start on the path of medians.
  func doubtAtStart(_ text: @escaping @Sendable (MedianPath) -> ModelWarning?) {
    remarks.startDoubts.append(text)
  }

  func know(_ regime: KnownRegime, named name: String) { regimes[name] = regime }

  func noteRollForward(_ stated: StatedBeforeStart) { remarks.rollForwards.append(stated) }

  /// Where a series is stated for a date before the start, and rolled forward from there.
  func rollForward(of series: Quantity) -> StatedBeforeStart? {
    remarks.rollForwards.first { $0.series == series.name }
  }

  // MARK: Failures

  /// What a number in the failure column means.
  ///
  /// - Parameter numbers: What is told of the first path that fails.
  func failureCause(_ text: String, telling numbers: [Number] = []) -> Int {
    failureCauses.append(text)
    if !numbers.isEmpty { failureNumbers[failureCauses.count] = numbers }
    return failureCauses.count
  }

  /// Fails the paths on which a column is not finite at the horizon.
  func requireFinite(_ column: Column, name: String) { finite.append((name, column)) }

  // MARK: Draws

  /// A source of draws by its name. Two names with one hash are refused; one name for two drivers or
  /// processes is a mistake of ours, which would make them the same draws. A driver, which is drawn at the start,
  /// and a process, which is drawn in steps, may share one: an exchange rate and its shocks do.
  func source(_ name: String, inSteps: Bool = false) -> DrawSource {
    let source = DrawSource(name: name)
    if let other = sources[source] {
      let isShared = other == name && inSteps != sourcesOfSteps.contains(name)
      precondition(other != name || isShared, "two parts draw from \(name)")
      if !isShared { refuse(name, "its name has the hash of '\(other)': rename one of them") }
    }
    sources[source] = name
    if inSteps { sourcesOfSteps.insert(name) }
    return source
  }

  /// Where the normal scores of a driver are that is now drawn; nil where it is drawn alone.
  func scores(of driver: String) -> Column? { drivers?.scores(of: driver) }

  /// The shocks of a process.
  ///
  /// - Parameters:
  ///   - column: Where it draws them if it draws them alone.
  ///   - other: A process whose part in these shocks the caller adds itself.
  ///   - isFelt: Whether they move the process by a volatility of its own, which others can share.
  func shock(
    _ name: String, into column: Column, apartFrom other: String? = nil, isFelt: Bool = true
  ) -> Shock {
    let source = source(name, inSteps: true)
    let shared = shocks?.column(of: name, apartFrom: other, isFelt: isFelt)
    let traced = traced(name, .shock, in: shared)
    if let other, held.holdsShocks(of: name), shockCorrelation(name, other) != 0 {
      refuse(name, "its shocks go with those of \(other), and cannot be held apart from them")
    }
    return Shock(
      column: shared ?? traced ?? column, source: shared == nil ? source : nil,
      held: held.takeShocks(of: name))
  }

  /// What is held: the percentiles of a driver, nil for none; what a share price does, by step.
  func takeRange(of driver: String) -> ClosedRange<Double>? { held.takeRange(of: driver) }
  func takeReturns(of company: String) -> [Int: Double] { held.takeReturns(of: company) }

  /// The stated correlation of the shocks of two processes; 0 where none is.
  func shockCorrelation(_ first: String, _ second: String) -> Double {
    shocks?.correlation(first, second) ?? 0
  }

  /// Notes what is drawn once per path.
  func noteDraw(_ name: String, _ kind: Factor.Kind = .driver, in column: Column) {
    factors.append(Factor(name: name, subject: subject, kind: kind, column: column, sum: nil))
  }

  /// Where a part of a step's movement is to stay for whoever traces it; nil where nobody does.
  ///
  /// - Parameter column: Where it is anyway.
  func traced(_ name: String, _ kind: Factor.Kind, in column: Column? = nil) -> Column? {
    guard isTraced else { return nil }
    let column = column ?? self.column()
    factors.append(
      Factor(name: name, subject: subject, kind: kind, column: column, sum: self.column()))
    return column
  }
}
