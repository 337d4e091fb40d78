import Simulation
import Statistics

/// One key of the top level of a file, declared as the parts of a company declare theirs: the
/// reader, its errors and the documentation walk `all`, and nothing else spells these keys.
struct ScenarioKey: Sendable {
  let name: String
  let isRequired: Bool
  /// What the file means where it does not have the key.
  let fallback: String?
  let help: String
  let read: @Sendable (inout ScenarioReader, LocatedNode) -> Void

  private init(
    _ name: String, required: Bool = false, fallback: String? = nil, help: String,
    read: @escaping @Sendable (inout ScenarioReader, LocatedNode) -> Void
  ) {
    self.name = name
    isRequired = required
    self.fallback = fallback
    self.help = help
    self.read = read
  }

  /// In the order in which they are read: companies need the currency, exchange rates need both.
  static let all: [ScenarioKey] = [
    version, title, description, start, horizon, step, paths, seed, currency, percentiles, record,
    measure, riskFreeRate, companies, exchangeRates,
  ]

  static func named(_ name: String) -> ScenarioKey? { all.first { $0.name == name } }

  /// A company's own currency, which no part of the model declares.
  static let companyCurrency = "currency"
  static let mostPaths = 4_000_000_000

  static let version = ScenarioKey(
    "ballpark", required: true, help: "Version of the format; 1."
  ) { reader, node in
    guard let text = reader.text(node, Expectation("a version", example: "1")), text != "1" else {
      return
    }
    reader.report(.unsupportedVersion(text), at: node.place)
  }
  static let title = ScenarioKey(
    "title", required: true, help: "What reports are headed with."
  ) { reader, node in
    reader.draft.title = reader.text(node)
  }
  static let description = ScenarioKey(
    "description", help: "What the scenario says, in the author's words."
  ) { reader, node in
    if let text = reader.text(node) { reader.draft.text = text.trimmed }
  }
  static let start = ScenarioKey(
    "start", required: true, help: "Date of the first value, such as 2026-06-24."
  ) { reader, node in
    reader.draft.start = reader.date(node)
  }
  static let horizon = ScenarioKey(
    "horizon", required: true, help: "How long the paths run, such as '3 years'."
  ) { reader, node in
    reader.draft.horizon = reader.constant(
      node, NumberRule(kind: .duration, domain: .positive, currency: nil))
  }
  static let step = ScenarioKey(
    "step", fallback: TimeGrid.Step.month.rawValue, help: "Time from one date to the next."
  ) { reader, node in
    let expected = Expectation("a step", example: TimeGrid.Step.month.rawValue)
    let words = TimeGrid.Step.allCases.map(\.rawValue)
    let step = reader.word(node, expected, of: words).flatMap(TimeGrid.Step.init)
    if let step { reader.draft.step = step } else { reader.draft.hasBadStep = true }
  }
  static let paths = ScenarioKey(
    "paths", fallback: "100_000", help: "How many futures to simulate."
  ) { reader, node in
    let expected = Expectation("a number of paths from 1 to \(mostPaths)", example: "100_000")
    if let paths = reader.whole(node, expected, in: 1...mostPaths) { reader.draft.paths = paths }
  }
  static let seed = ScenarioKey(
    "seed", fallback: "1", help: "What every random number follows from."
  ) { reader, node in
    let expected = Expectation("a whole number from 0 to \(UInt64.max)")
    if let seed = reader.whole(node, expected, in: 0...UInt64.max) { reader.draft.seed = seed }
  }
  static let currency = ScenarioKey(
    "currency", fallback: "that of the first company",
    help: "Currency of market caps and share prices."
  ) { reader, node in
    reader.draft.currency = reader.currency(node)
  }
  static let percentiles = ScenarioKey(
    "percentiles", fallback: "[5, 10, 25, 50, 75, 90, 95]", help: "Percentiles to report."
  ) { reader, node in
    reader.readPercentiles(node)
  }
  static let record = ScenarioKey(
    "record", fallback: CompanySeries.standard.joined(separator: ", "), help: "Series to keep."
  ) { reader, node in
    reader.readRecord(node)
  }
  static let measure = ScenarioKey(
    "measure", fallback: ModelDefinition.Measure.realWorld.rawValue,
    help: "Whether risk premiums are taken off growth."
  ) { reader, node in
    let words = ModelDefinition.Measure.allCases.map(\.rawValue)
    guard let word = reader.word(node, Expectation("a measure", example: words[0]), of: words),
      let measure = ModelDefinition.Measure(rawValue: word)
    else { return }
    reader.draft.measure = measure
    reader.stated.append(ScenarioDescription.Assumption(key: "measure", text: word))
  }
  static let riskFreeRate = ScenarioKey(
    "riskFreeRate", help: "Rate of a safe investment, effective in a year."
  ) { reader, node in
    let rule = NumberRule(kind: .rate, domain: .aboveMinusOne, currency: nil)
    // Nothing of the model uses it yet; a file may state it all the same.
    _ = reader.assumption(node, name: "riskFreeRate", rule)
  }
  static let companies = ScenarioKey(
    "companies", required: true, help: "The companies by name, each a map."
  ) { reader, node in
    reader.readCompanies(node)
  }
  static let exchangeRates = ScenarioKey(
    "fx", help: "Units of the reporting currency for one unit of another."
  ) { reader, node in
    reader.readExchangeRates(node)
  }
}
