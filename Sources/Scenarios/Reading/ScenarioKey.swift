import Simulation
import Statistics

/// One key of the top level of a file, declared as the parts of a company declare theirs: the
/// reader, its errors and the documentation walk `all`, and nothing else spells these keys.
struct ScenarioKey: Sendable {
  typealias Reading = @Sendable (inout ScenarioReader, LocatedNode, Expectation) -> Void

  let name: String
  let isRequired: Bool
  let expectation: Expectation
  /// What the file means where it does not have the key.
  let fallback: String?
  let help: String
  /// What a schema allows there.
  let takes: Shape
  /// What a template states there; nil for what does not follow from the declarations.
  let sample: String?
  /// Whether a template only mentions it: the file would mean something else with it, or nothing more.
  let isMentioned: Bool
  /// What it does to the paths.
  let effect: ScenarioDescription.Assumption.Effect
  /// Whether it makes other dates: a date of one file is then not the same step of another.
  let isOfGrid: Bool
  let read: Reading

  /// The form of a key's value.
  enum Shape: Sendable {
    case text, date, currency
    /// One path of a file, or a list of them.
    case files
    case whole(atLeast: Double, atMost: Double)
    case words([String])
    case wordList([String])
    /// Series of companies and baskets, and names of factors.
    case seriesList
    case percentiles
    /// One number.
    case quantity(Kind)
    /// A number of the model, in any of its forms.
    case number(Parameter)
    /// The same for each currency.
    case byCurrency(Parameter)
    case companies
    /// A list of two names each and, under this key, what ties them.
    case correlations(value: String)
    case conditions, observations, groups, sweeps, stresses, factors, baskets, regimes, events
  }

  init(
    _ name: String, required: Bool = false, expects what: String, example: String? = nil,
    fallback: String? = nil, takes: Shape, sample: String? = nil,
    isMentioned: Bool = false, effect: ScenarioDescription.Assumption.Effect = .model,
    isOfGrid: Bool = false,
    help: String, read: @escaping Reading
  ) {
    self.name = name
    self.takes = takes
    self.sample = sample ?? fallback ?? example
    self.isMentioned = isMentioned
    self.effect = effect
    self.isOfGrid = isOfGrid
    isRequired = required
    expectation = Expectation(what, example: example)
    self.fallback = fallback
    self.help = help
    self.read = read
  }

  /// A number of the model, which its part declares.
  private init(_ parameter: Parameter, isMentioned: Bool) {
    let expected = (parameter.kind ?? .coefficient).expectation
    self.init(
      parameter.key, expects: expected.what, example: parameter.example, takes: .number(parameter),
      isMentioned: isMentioned, help: parameter.help
    ) { reader, node, _ in
      reader.readNumber(node, parameter, at: parameter.key)
    }
  }

  /// What says which dates there are.
  static let frame: [ScenarioKey] = [version, extends, title, description, start, horizon, step]
  /// In the order in which they are read: companies need the currency, exchange rates need both, what can
  /// happen moves companies on dates, and its draws can be correlated.
  static let assumptions: [ScenarioKey] =
    frame + [
      paths, seed, currency, percentiles, record, outcomes, measure, riskFreeRate, companies,
      exchangeRates, factors, baskets, regimes, events, correlations, shockCorrelations,
    ]
  /// What is asked of the paths: read last, because it needs companies and dates.
  static let requests: [ScenarioKey] = [questions, observations, groups, sweeps, stress]
  static let all = assumptions + requests

  /// What a file states at the key, or below it at a name, for a description.
  func stated(
    at name: String? = nil, role: ScenarioDescription.Assumption.Role? = nil, _ text: String,
    source: String? = nil, asOf: String? = nil, note: String? = nil, isNumber: Bool = false
  ) -> ScenarioDescription.Assumption {
    ScenarioDescription.Assumption(
      key: name ?? self.name, in: name == nil ? "" : self.name, role: role, text: text,
      source: source, asOf: asOf, note: note, isNumber: isNumber, effect: effect)
  }

  static func named(_ name: String) -> ScenarioKey? { all.first { $0.name == name } }

  /// A company's own currency, which no part of the model declares.
  static let companyCurrency = "currency"
  /// Keys of an item of a list of correlations.
  static let between = "between"
  static let rank = "rank"
  static let shockCorrelation = "value"
  private static let mostPaths = Run.mostPaths
}

/// What names the run.
extension ScenarioKey {
  static let version = ScenarioKey(
    "ballpark", required: true, expects: "a version of the format", example: "1",
    takes: .whole(atLeast: 1, atMost: 1), help: "Version of the format."
  ) { reader, node, expected in
    guard let text = reader.text(node, expected), text != "1" else { return }
    reader.report(.unsupportedVersion(text), at: node.place)
  }
  static let title = ScenarioKey(
    "title", required: true, expects: "a text", takes: .text,
    sample: "A company that nobody can put a single number on",
    help: "What reports are headed with."
  ) { reader, node, expected in
    reader.draft.title = reader.text(node, expected)
    reader.draft.inherited.title = reader.otherFile(of: node)
  }
  static let description = ScenarioKey(
    "description", expects: "a text", takes: .text,
    sample: "What the scenario says, and what it leaves out.",
    help: "What the scenario says, in the author's words."
  ) { reader, node, expected in
    guard let text = reader.text(node, expected) else { return }
    let other = reader.otherFile(of: node)
    if other == nil { reader.draft.inherited.silent = [] }
    guard reader.draft.inherited.silent.isEmpty else { return }
    (reader.draft.text, reader.draft.inherited.text) = (text.trimmed, other)
  }
  static let paths = ScenarioKey(
    "paths", expects: "a number of paths from 1 to \(mostPaths)", example: "100_000",
    fallback: "100_000", takes: .whole(atLeast: 1, atMost: Double(mostPaths)),
    help: "How many futures to simulate."
  ) { reader, node, expected in
    if let paths = reader.whole(node, expected, in: 1...mostPaths) { reader.draft.paths = paths }
  }
  static let seed = ScenarioKey(
    "seed", expects: "a whole number from 0 to \(UInt64.max)", fallback: "1",
    takes: .whole(atLeast: 0, atMost: Double(UInt64.max)),
    help: "What every random number follows from."
  ) { reader, node, expected in
    if let seed = reader.whole(node, expected, in: 0...UInt64.max) { reader.draft.seed = seed }
  }
  static let percentiles = ScenarioKey(
    "percentiles", expects: "a list of percentiles", example: "[5, 50, 95]",
    fallback: "[5, 10, 25, 50, 75, 90, 95]", takes: .percentiles, help: "Percentiles to report."
  ) { reader, node, expected in
    reader.readPercentiles(node, expected)
  }
}

/// The dates.
extension ScenarioKey {
  static let start = ScenarioKey(
    "start", required: true, expects: "a date", example: "2026-06-24",
    takes: .date, isOfGrid: true, help: "Date of the first value."
  ) { reader, node, _ in
    reader.draft.start = reader.date(node)
  }
  static let horizon = ScenarioKey(
    "horizon", required: true, expects: "a duration", example: "3 years",
    takes: .quantity(.duration), help: "How long the paths run."
  ) { reader, node, _ in
    let rule = NumberRule(kind: .duration, domain: .positive, currency: nil)
    reader.draft.horizon = reader.constant(node, rule)
  }
  static let step = ScenarioKey(
    "step", expects: "a step", example: "week", fallback: TimeGrid.Step.month.rawValue,
    takes: .words(TimeGrid.Step.allCases.map(\.rawValue)), sample: TimeGrid.Step.week.rawValue,
    isOfGrid: true, help: "Time from one date to the next."
  ) { reader, node, _ in
    let step = reader.word(node, "step", of: TimeGrid.Step.allCases.map(\.rawValue))
      .flatMap(TimeGrid.Step.init)
    if let step { reader.draft.step = step } else { reader.draft.hasBadStep = true }
  }
}

/// The world of the companies, and they themselves.
extension ScenarioKey {
  static let currency = ScenarioKey(
    "currency", expects: "a currency", example: "HKD", fallback: "that of the first company",
    takes: .currency, sample: "USD", help: "Currency of market caps and share prices."
  ) { reader, node, _ in
    reader.draft.currency = reader.currency(node)
  }
  static let measure = ScenarioKey(
    "measure", expects: "a measure", fallback: ModelDefinition.Measure.realWorld.rawValue,
    takes: .words(ModelDefinition.Measure.allCases.map(\.rawValue)),
    help: "Whether risk premiums are taken off growth."
  ) { reader, node, _ in
    reader.readMeasure(node)
  }
  static let riskFreeRate = ScenarioKey(World.riskFreeRate, isMentioned: true)
  static let companies = ScenarioKey(
    "companies", required: true, expects: "a map of companies",
    example: "{acme: {shares: 10M, arr: 5M USD}}", takes: .companies,
    help: "The companies by name, each a map."
  ) { reader, node, expected in
    reader.readCompanies(node, expected)
  }
  static let exchangeRates = ScenarioKey(
    FactorDefinition.exchangeRate.key, expects: "a map of currencies", example: "{CNY: 1.15}",
    takes: .byCurrency(FactorDefinition.exchangeRate),
    help: FactorDefinition.exchangeRate.help + " Each is a number, or a map of keys where it moves."
  ) { reader, node, expected in
    reader.readExchangeRates(node, expected)
  }
  static let correlations = ScenarioKey(
    "correlations", expects: "a list of maps (between, rank)",
    example: "[{between: [acme.growth.initial, acme.multiple.longRun], rank: 0.4}]",
    takes: .correlations(value: rank),
    help: "Rank correlations between ranges, which are drawn once per path."
  ) { reader, node, expected in
    reader.readCorrelations(node, expected)
  }
  static let shockCorrelations = ScenarioKey(
    "shockCorrelations", expects: "a list of maps (between, value)",
    example: "[{between: [acme.growth, acme.multiple], value: 0.3}]",
    takes: .correlations(value: shockCorrelation),
    help:
      """
      Correlations between the shocks that move growth, usage, list price, multiple, gross margin and \
      the market for new shares, and those of factors and exchange rates.
      """
  ) { reader, node, expected in
    reader.readShockCorrelations(node, expected)
  }
}
