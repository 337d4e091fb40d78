import Simulation

/// A world to look at beside the one that a file states: what is supposed there in place of chance.
public struct Stress: Sendable, Hashable {
  /// The author's own words.
  public let name: String
  public let parts: [Supposition]

  public init(name: String, parts: [Supposition]) {
    self.name = name
    self.parts = parts
  }
}

extension ScenarioKey {
  static let stress = ScenarioKey(
    "stress", expects: "a map of stresses",
    example: "{crash: {drivers: {acme.growth.initial: p5 to p20}}}",
    takes: .stresses,
    help:
      """
      Worlds in which something is taken for given in place of chance, by name: for `ballpark stress`, and for \
      `--stress`. A run without that option knows nothing of them.
      """
  ) { reader, node, expected in
    reader.readStresses(node, expected)
  }
}

/// The keys of a stress.
enum StressKey: String, CaseIterable {
  case events, regimes, drivers, shocks, replay

  static let names = allCases.map(\.rawValue)

  var help: String {
    switch self {
    case .events:
      """
      Events, each `never`, `certain` where it has a probability, or a date on which it happens, whatever its \
      condition says.
      """
    case .regimes:
      """
      Regimes, each a state that holds all the time, or states by the dates on which they are set: then the \
      regime goes on by its own rates.
      """
    case .drivers:
      "Ranges and distributions, each between two of its percentiles."
    case .shocks:
      """
      Standard normals of shocks, by date and process: of the step that ends on the date. What is correlated \
      with them keeps its own draws.
      """
    case .replay:
      "Simple returns of share prices, one a step from a date on, which happen on every path."
    }
  }

  var example: String {
    switch self {
    case .events: "{agent: never}"
    case .regimes: "{prices: {2026-12-23: war}}"
    case .drivers: "{acme.growth.initial: p5 to p20}"
    case .shocks: "{2026-12-23: {acme.multiple: -3}}"
    case .replay: "{from: 2026-12-23, returns: {acme: [-10%, 5%]}}"
    }
  }

  /// In a few words.
  var words: String {
    switch self {
    case .events: "map of events"
    case .regimes: "map of regimes"
    case .drivers: "map of ranges"
    case .shocks: "map of dates, each a map of processes"
    case .replay: "map (\(ReplayKey.names.joined(separator: ", ")))"
    }
  }
}

/// The keys of returns that are taken for given.
enum ReplayKey: String, CaseIterable {
  case from, returns

  static let names = allCases.map(\.rawValue)
}
