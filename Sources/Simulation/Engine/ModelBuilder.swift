import Statistics

/// Collects columns, path constants and components while a model is compiled: names and laws go in,
/// columns come out. What varies is known here, so that every formula is evaluated as rarely as its
/// inputs allow: at compile time, once per path, or in every step.
struct ModelBuilder {
  let grid: TimeGrid
  let measure: ModelDefinition.Measure
  private(set) var layout = Layout()
  private(set) var pathConstants: [any PathConstant] = []
  private(set) var components: [any Component] = []
  var failureCauses: [String] = []
  /// What is told of the first path that fails, by the number of the cause.
  var failureNumbers: [Int: [Number]] = [:]
  private(set) var errors: [ModelError] = []
  private(set) var warnings: [ModelWarning] = []
  /// Those of the warnings that say which means do not exist.
  private(set) var doubtedMeans: [ModelWarning] = []
  private(set) var rolledForward: [RolledForward] = []
  /// What is drawn, in the order of the model.
  private(set) var factors: [Factor] = []
  /// Whether every draw of a step stays in a column of its own until the step ends.
  let isTraced: Bool
  /// Numbers that follow a schedule, by what they are in a step.
  var schedules: [Number: Scheduled] = [:]
  private(set) var usedCurrencies: Set<String> = []
  private var drivers: DriverDependence?
  private var shocks: ShockDependence?
  private var sources: [Source: String] = [:]
  /// Whether paths differ.
  var drawsAnything: Bool { !sources.isEmpty }
  /// Column of a path's first failure, 0 for none: an index into `failureCauses`, from 1.
  let failure: Column
  /// A column of zeros, and one for whoever needs a column within a call.
  let zeros: Column
  let scratch: Column

  /// Everything that the companies share.
  init(_ definition: ModelDefinition, tracing: Bool = false) {
    grid = definition.grid
    isTraced = tracing
    measure = definition.measure
    failure = layout.addColumn()
    zeros = layout.addColumn()
    scratch = layout.addColumn()
    pathConstants.append(Cleared(column: failure))
    drivers = DriverDependence(definition.correlations, in: &self)
    let processes = definition.companies.flatMap { company in
      CompanyShocks.all.map { "\(company.name).\($0)" }
    }
    shocks = ShockDependence(definition.shockCorrelations, order: processes, in: &self)
  }

  /// Puts what draws the shocks of several processes before all that uses them.
  mutating func finish() {
    drivers?.warn(in: &self)
    let shared = shocks?.components(in: &self) ?? []
    components = shared + components
    guard isTraced else { return }
    for factor in factors {
      if let sum = factor.sum {
        append(RunningSum(name: factor.name + " sum", of: factor.column, sum: sum))
      }
    }
  }

  /// Length of a step in years.
  var stepLength: Double { grid.stepLength }

  mutating func refuse(_ key: String, _ text: String) {
    errors.append(ModelError(key: key, text: text))
  }

  mutating func warn(_ key: String, _ text: String) {
    let warning = ModelWarning(key: key, text: text)
    if !warnings.contains(warning) { warnings.append(warning) }
  }

  mutating func doubtMeans(_ key: String, _ text: String) {
    warn(key, text)
    doubtedMeans.append(ModelWarning(key: key, text: text))
  }

  mutating func noteUse(ofCurrency code: String) { usedCurrencies.insert(code) }

  mutating func noteRollForward(of name: String, from asOf: CalendarDate) {
    rolledForward.append(RolledForward(name: name, asOf: asOf.description))
  }

  mutating func column() -> Column { layout.addColumn() }

  mutating func constant(_ value: Double) -> Number {
    Number(place: .constant(slot: layout.addConstant(value)), time: .compilation)
  }

  /// The value of a number that is the same for all paths and steps.
  func value(of number: Number) -> Double? {
    guard number.time == .compilation, case .constant(let slot) = number.place else { return nil }
    return layout.constants[slot]
  }

  /// A source of draws by its name. Two names with one hash are refused; one name for two drivers or
  /// processes is a mistake of ours, which would make them the same draws.
  mutating func source(_ name: String) -> Source {
    let source = Source(name: name)
    if let other = sources[source] {
      precondition(other != name, "two parts draw from \(name)")
      refuse(name, "its name has the hash of '\(other)': rename one of them")
    }
    sources[source] = name
    return source
  }

  /// The shocks of a process.
  ///
  /// - Parameters:
  ///   - column: Where it draws them if it draws them alone.
  ///   - other: A process whose part in these shocks the caller adds itself.
  ///   - isFelt: Whether they move the process by a volatility of its own, which others can share.
  mutating func shock(
    _ name: String, into column: Column, apartFrom other: String? = nil, isFelt: Bool = true
  ) -> Shock {
    let source = source(name)
    let shared = shocks?.column(of: name, apartFrom: other, isFelt: isFelt)
    let traced = traced(name, .shock, in: shared)
    return Shock(column: shared ?? traced ?? column, source: shared == nil ? source : nil)
  }

  /// Notes what is drawn once per path.
  mutating func noteDraw(_ name: String, in column: Column) {
    factors.append(Factor(name: name, kind: .driver, column: column, sum: nil))
  }

  /// Where a part of a step's movement is to stay for whoever traces it; nil where nobody does.
  ///
  /// - Parameter column: Where it is anyway.
  mutating func traced(_ name: String, _ kind: Factor.Kind, in column: Column? = nil) -> Column? {
    guard isTraced else { return nil }
    let column = column ?? self.column()
    factors.append(Factor(name: name, kind: kind, column: column, sum: self.column()))
    return column
  }

  /// The stated correlation of the shocks of two processes; 0 where none is.
  func shockCorrelation(_ first: String, _ second: String) -> Double {
    shocks?.correlation(first, second) ?? 0
  }

  /// A number of the model from what the scenario states; a distribution becomes a driver.
  ///
  /// - Parameter isDated: Whether it is seen on dates, the last among them: see `dated`.
  mutating func number(
    _ law: Assumption.Law, name: String, domain: Domain, isDated: Bool = false
  ) -> Number {
    switch law {
    case .value(let value): return constant(value)
    case .distribution(let distribution):
      let column = column()
      noteDraw(name, in: column)
      warnOfMoments(distribution, of: name)
      append(
        Driver(
          name: name, source: source(name), scores: drivers?.scores(of: name),
          distribution: distribution,
          column: column))
      let cause = failureCause("\(name) was drawn outside its domain (\(domain.rawValue))")
      append(DomainCheck(column: column, domain: domain, failure: failure, cause: cause))
      return .column(column)
    case .schedule(let laws):
      return scheduled(laws, name: name, domain: domain, isDated: isDated)
    }
  }

  // MARK: Formulas

  /// A number that a formula gives from others, none of which moves with the steps but by a schedule.
  mutating func derive(
    _ a: Number, formula: @escaping @Sendable (Double) -> Double
  ) -> Number {
    derive([a]) { x, _, _, _ in formula(x) }
  }

  mutating func derive(
    _ a: Number, _ b: Number, formula: @escaping @Sendable (Double, Double) -> Double
  ) -> Number {
    derive([a, b]) { x, y, _, _ in formula(x, y) }
  }

  mutating func derive(
    _ a: Number, _ b: Number, _ c: Number,
    formula: @escaping @Sendable (Double, Double, Double) -> Double
  ) -> Number {
    derive([a, b, c]) { x, y, z, _ in formula(x, y, z) }
  }

  mutating func derive(
    _ a: Number, _ b: Number, _ c: Number, _ d: Number,
    formula: @escaping @Sendable (Double, Double, Double, Double) -> Double
  ) -> Number {
    derive([a, b, c, d], formula: formula)
  }

  mutating func derive(_ given: [Number], formula: @escaping Derived.Formula) -> Number {
    if given.contains(where: { schedules[$0] != nil }) {
      return deriveScheduled(given, formula: formula)
    }
    precondition(given.allSatisfy { $0.time < .step }, "a formula is evaluated once per path")
    let values = given.compactMap(value(of:)) + [0, 0, 0, 0]
    if values.count == given.count + 4 {
      return constant(formula(values[0], values[1], values[2], values[3]))
    }
    let output = column()
    let inputs = given + Array(repeating: .column(zeros), count: 4 - given.count)
    append(Derived(inputs: inputs, output: output, formula: formula))
    return .column(output)
  }

  /// A number that may move with the steps, as a quadratic form of two that may: evaluated by a
  /// kernel, and only as often as they move.
  mutating func form(_ form: QuadraticForm) -> Number {
    if let number = formScheduled(form) { return number }
    let inputs = form.numbers
    let time = max(.start, inputs.map(\.time).max() ?? .start)
    let place = inputs.contains(where: \.isColumn) ? .column(column()) : slot()
    let output = Number(place: place, time: time)
    let evaluation = FormEvaluation(form: form, output: output, none: constant(0))
    if time == .step {
      append(evaluation as any Component)
    } else {
      append(evaluation as any PathConstant)
    }
    return output
  }

  /// Eight equal doubles that a component rewrites.
  mutating func slot() -> Number.Place { .constant(slot: layout.addConstant(0)) }

  mutating func append(_ component: any Component) { components.append(component) }
  mutating func append(_ constant: any PathConstant) { pathConstants.append(constant) }
}
