/// Collects columns, path constants and components while a model is compiled: names and laws go in,
/// columns come out. What varies is known here, so that every formula is evaluated as rarely as its
/// inputs allow: at compile time, once per path, or in every step.
struct ModelBuilder {
  let grid: TimeGrid
  let measure: ModelDefinition.Measure
  private(set) var layout = Layout()
  private(set) var pathConstants: [any PathConstant] = []
  private(set) var components: [any Component] = []
  private(set) var failureCauses: [String] = []
  private(set) var errors: [ModelError] = []
  private(set) var warnings: [String] = []
  private var sources: [Source: String] = [:]
  /// Column of a path's first failure, 0 for none: an index into `failureCauses`, from 1.
  let failure: Column
  /// A column of zeros, and one for whoever needs a column within a call.
  let zeros: Column
  let scratch: Column

  init(grid: TimeGrid, measure: ModelDefinition.Measure) {
    self.grid = grid
    self.measure = measure
    failure = layout.addColumn()
    zeros = layout.addColumn()
    scratch = layout.addColumn()
    pathConstants.append(Cleared(column: failure))
  }

  /// Length of a step in years.
  var stepLength: Double { grid.stepLength }

  mutating func refuse(_ key: String, _ text: String) {
    errors.append(ModelError(key: key, text: text))
  }

  mutating func warn(_ text: String) { warnings.append(text) }

  mutating func append(_ component: some Component) { components.append(component) }

  mutating func append(_ constant: some PathConstant) { pathConstants.append(constant) }

  mutating func column() -> Column { layout.addColumn() }

  mutating func constant(_ value: Double) -> Number {
    Number(place: .constant(slot: layout.addConstant(value)), isVarying: false)
  }

  /// The value of a number that is the same for all paths and steps.
  func value(of number: Number) -> Double? {
    guard number.isConstant, case .constant(let slot) = number.place else { return nil }
    return layout.constants[slot]
  }

  /// A source of draws by its name; two names with one hash are refused.
  mutating func source(_ name: String) -> Source {
    let source = Source(name: name)
    if let other = sources[source], other != name {
      refuse(name, "its name has the hash of '\(other)': rename one of them")
    }
    sources[source] = name
    return source
  }

  /// A number of the model from what the scenario states; a distribution becomes a driver.
  mutating func number(_ law: Assumption.Law, name: String, domain: Domain) -> Number {
    switch law {
    case .value(let value): return constant(value)
    case .distribution(let distribution):
      let column = column()
      append(Driver(source: source(name), distribution: distribution, column: column))
      let cause = failureCause("\(name) was drawn outside its domain (\(domain.rawValue))")
      append(DomainCheck(column: column, domain: domain, failure: failure, cause: cause))
      return .column(column)
    }
  }

  /// Fails the paths on which a number is outside a domain.
  mutating func check(_ number: Number, _ domain: Domain, cause text: String) {
    guard case .column(let column) = number.place else { return }
    let cause = failureCause(text)
    append(DomainCheck(column: column, domain: domain, failure: failure, cause: cause))
  }

  private mutating func failureCause(_ text: String) -> Int {
    failureCauses.append(text)
    return failureCauses.count
  }

  // MARK: Formulas

  /// A number that a formula gives from others.
  mutating func derive(
    _ a: Number, formula: @escaping @Sendable (Double) -> Double
  ) -> Number {
    derive([a]) { _, x, _, _, _ in formula(x) }
  }

  mutating func derive(
    _ a: Number, _ b: Number, formula: @escaping @Sendable (Double, Double) -> Double
  ) -> Number {
    derive([a, b]) { _, x, y, _, _ in formula(x, y) }
  }

  mutating func derive(
    _ a: Number, _ b: Number, _ c: Number,
    formula: @escaping @Sendable (Double, Double, Double) -> Double
  ) -> Number {
    derive([a, b, c]) { _, x, y, z, _ in formula(x, y, z) }
  }

  mutating func derive(
    _ a: Number, _ b: Number, _ c: Number, _ d: Number,
    formula: @escaping @Sendable (Double, Double, Double, Double) -> Double
  ) -> Number {
    derive([a, b, c, d]) { _, x, y, z, w in formula(x, y, z, w) }
  }

  /// A number that depends on the step as well: it varies, whatever its inputs.
  mutating func deriveByStep(
    _ name: String, _ a: Number, _ b: Number, _ c: Number,
    formula: @escaping @Sendable (_ step: Int, Double, Double, Double) -> Double
  ) -> Number {
    derive([a, b, c], name: name, byStep: true) { step, x, y, z, _ in formula(step, x, y, z) }
  }

  private mutating func derive(
    _ given: [Number], name: String = "derived", byStep: Bool = false,
    formula: @escaping Derived.Formula
  ) -> Number {
    let values = given.map(value(of:))
    if !byStep, values.allSatisfy({ $0 != nil }) {
      let x = values.map { $0 ?? 0 } + [0, 0, 0, 0]
      return constant(formula(0, x[0], x[1], x[2], x[3]))
    }
    let inputs = given + Array(repeating: .column(zeros), count: 4 - given.count)
    let isVarying = byStep || given.contains(where: \.isVarying)
    let isColumn = given.contains { if case .column = $0.place { true } else { false } }
    let place: Number.Place =
      isColumn ? .column(column()) : .constant(slot: layout.addConstant(0))
    let output = Number(place: place, isVarying: isVarying)
    let derived = Derived(name: name, inputs: inputs, output: output, formula: formula)
    if isVarying { append(derived as any Component) } else { append(derived as any PathConstant) }
    return output
  }

  private mutating func append(_ component: any Component) { components.append(component) }
  private mutating func append(_ constant: any PathConstant) { pathConstants.append(constant) }
}
