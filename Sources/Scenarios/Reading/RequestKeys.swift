import Simulation

/// What is asked of the paths.
extension ScenarioKey {
  static let questions = ScenarioKey(
    "questions", expects: "a list of conditions",
    example: "[acme.sharePrice < 20 USD, acme.maxDrawdown > 50%]", takes: .conditions,
    sample: "[acme.sharePrice < 20 USD, acme.maxDrawdown > 50% and prices = war]", effect: .request,
    help: "Conditions whose probability is asked."
  ) { reader, node, expected in
    reader.readQuestions(node, expected)
  }
  static let observations = ScenarioKey(
    "observations", expects: "a list of maps (\(ObservationKey.names.joined(separator: ", ")))",
    example: "[{series: acme.sharePrice, date: 2026-07-08, value: 40 USD, source: close}]",
    takes: .observations, isMentioned: true, effect: .request,
    help: "What was seen after the start, to be compared with the bands."
  ) { reader, node, expected in
    reader.readObservations(node, expected)
  }
  static let groups = ScenarioKey(
    "groups", expects: "a map of conditions",
    example: "{crash: acme.maxDrawdown > 50%, worst: worst 5% by acme.return}", takes: .groups,
    effect: .request,
    help:
      "Paths to look at beside all, by name: of a condition, or the worst by an outcome."
  ) { reader, node, expected in
    reader.readGroups(node, expected)
  }
}

/// The keys of a condition that is written as a map.
enum ConditionKey: String, CaseIterable {
  case series, outcome, above, below, at, until, by, before

  static let names = allCases.map(\.rawValue)
}

/// The keys of an observation.
enum ObservationKey: String, CaseIterable {
  case series, date, value, source, note

  static let names = allCases.map(\.rawValue)
}

extension Expectation {
  static let condition = Expectation("a condition", example: "acme.sharePrice < 20 USD")
  static let group = Expectation(
    "a condition or a worst share", example: "worst 5% by acme.maxDrawdown")
}
