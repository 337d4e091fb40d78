import Simulation
import Statistics

/// What is supposed, in place of chance.
public enum Supposition: Sendable, Hashable {
  /// Of an event, by its name.
  case event(String, EventDefinition.Forcing)
  /// A regime is in the state of a place from the start on.
  case regime(String, state: Int)
  /// A regime is set to the state of a place on a date, and goes on by its own rates.
  case state(String, Int, on: CalendarDate)
  /// A driver, by its full name, lies between two of its percentiles, as parts of 1.
  case range(String, ClosedRange<Double>)
  /// The standard normal of a process, by its full name, on the step that ends on a date.
  case shock(String, Double, on: CalendarDate)
  /// Returns of the share price of a company.
  case replay(String, HeldDraws.Replay)

  /// What a description says of it: `agent`, `never`; `frontier`, `open`.
  func stated(in definition: ModelDefinition) -> ScenarioDescription.Assumption {
    switch self {
    case .event(let name, let forcing):
      return ScenarioKey.events.stated(at: name, role: .supposed, forcing.text)
    case .regime(let name, let state):
      let states = definition.regimes.first { $0.name == name }?.states ?? []
      return ScenarioKey.regimes.stated(
        at: name, role: .supposed, states.indices.contains(state) ? states[state] : "")
    case .state(let name, let state, let date):
      let states = definition.regimes.first { $0.name == name }?.states ?? []
      return ScenarioKey.regimes.stated(
        at: "\(name)@\(date)", role: .supposed, states.indices.contains(state) ? states[state] : "")
    case .range(let name, let range):
      return Self.held(.drivers, name, range.asPercentiles)
    case .shock(let name, let value, let date):
      return Self.held(.shocks, "\(name)@\(date)", value.shortText)
    case .replay(let company, let replay):
      let returns = replay.returns.map { Kind.change.text($0) }.joined(separator: ", ")
      return Self.held(.replay, company, "\(returns) from \(replay.from)")
    }
  }

  private static func held(
    _ part: StressKey, _ name: String, _ text: String
  ) -> ScenarioDescription.Assumption {
    ScenarioKey.stress.stated(
      at: "\(ScenarioKey.stress.name).\(part.rawValue).\(name)", role: .supposed, text)
  }
}

extension EventDefinition.Forcing {
  /// As reports call it.
  public var text: String {
    switch self {
    case .never: "never"
    case .certain: "certain"
    case .on(let date): date.description
    }
  }
}

extension ModelDefinition {
  func supposing(_ supposition: Supposition) -> ModelDefinition {
    switch supposition {
    case .event(let name, let forcing): self.forcing(name, forcing)
    case .regime(let name, let state): holding(name, state)
    case .state(let name, let state, let date): setting(name, state, on: date)
    case .range(let name, let range): holding { $0.drivers[name] = range }
    case .shock(let name, let value, let date):
      holding { $0.shocks[name, default: [:]][date] = value }
    case .replay(let company, let replay): holding { $0.replays[company] = replay }
    }
  }
}

extension Stress {
  /// What it takes for given, in a few words each: `agent: never`.
  package func words(in definition: ModelDefinition) -> [String] {
    parts.map { $0.words(in: definition) }
  }
}

extension Supposition {
  fileprivate func words(in definition: ModelDefinition) -> String {
    let stated = stated(in: definition)
    return switch self {
    case .event(let name, _): "\(name): \(stated.text)"
    case .regime(let name, _): "\(name): \(stated.text) all the time"
    case .state(let name, _, let date): "\(name): \(stated.text) on \(date)"
    case .range(let name, _): "\(name): \(stated.text)"
    case .shock(let name, let value, let date):
      "\(name): a shock of \(value.shortText) standard deviations on \(date)"
    case .replay(let company, _): "\(company): returns of \(stated.text)"
    }
  }
}

extension Scenario {
  /// Stresses by their names, each once.
  ///
  /// - Throws: `Diagnostics` for a name that no stress has.
  public func stresses(named texts: [String], as option: String = "--stress") throws -> [Stress] {
    var found: [Stress] = []
    try reading(texts, as: option) { reader, node in
      let name = node.summary
      if let stress = stresses.first(where: { $0.name == name }) {
        if !found.contains(stress) { found.append(stress) }
      } else {
        reader.report(
          .unknownHappening(name, as: "stress", known: stresses.map(\.name)), at: node.place)
      }
    }
    return found
  }

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
