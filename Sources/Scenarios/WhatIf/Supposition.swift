import Simulation
import Statistics

/// What is supposed of what can happen, in place of chance.
public enum Supposition: Sendable, Hashable {
  /// Of an event, by its name.
  case event(String, EventDefinition.Forcing)
  /// A regime is in the state of a place from the start on.
  case regime(String, state: Int)

  /// What a description says of it: `agent`, `never`; `frontier`, `open`.
  func stated(in definition: ModelDefinition) -> ScenarioDescription.Assumption {
    switch self {
    case .event(let name, let forcing):
      return ScenarioKey.events.stated(at: name, forcing.text)
    case .regime(let name, let state):
      let states = definition.regimes.first { $0.name == name }?.states ?? []
      return ScenarioKey.regimes.stated(
        at: name, states.indices.contains(state) ? states[state] : "")
    }
  }
}

extension EventDefinition.Forcing {
  /// As reports call it.
  public var text: String {
    switch self {
    case .never: "never"
    case .certain: "certain"
    }
  }
}

extension ModelDefinition {
  func supposing(_ supposition: Supposition) -> ModelDefinition {
    switch supposition {
    case .event(let name, let forcing): self.forcing(name, forcing)
    case .regime(let name, let state): holding(name, state)
    }
  }
}

extension Scenario {
  /// Reads names of events, each once, in their order.
  ///
  /// - Parameter option: What diagnostics call them.
  /// - Throws: `Diagnostics` for a name that no event has.
  public func events(_ texts: [String], as option: String) throws -> [String] {
    var events: [String] = []
    let known = definition.events.map(\.name)
    try reading(texts, as: option) { reader, node in
      let name = node.summary
      if !known.contains(name) {
        reader.report(.unknownHappening(name, as: "event", known: known), at: node.place)
      } else if !events.contains(name) {
        events.append(name)
      }
    }
    return events
  }
}
