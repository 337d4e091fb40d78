import Reports
import Scenarios
import Sensitivity
import Simulation

/// What a driver is held at, while all others are drawn.
enum SwingSetting: Hashable {
  case number(Double)
  case supposed(Supposition)
  /// As the file says.
  case file
}

/// Everything of a scenario that a tornado can hold: ranges, events and regimes.
struct SwingInputs {
  let inputs: [Tornado.Input<SwingSetting>]
  private let drivers: [MetricTornado.Driver]
  /// What reports call the settings of events and regimes.
  private var words: [String: [String]] = [:]

  /// - Parameter tail: The share of a range beyond each of its ends.
  /// - Throws: `CommandError` for a range without a finite percentile there.
  init(_ stated: [Model.StatedDriver], of scenario: Scenario, tail: Double) throws {
    var inputs = stated.map {
      Tornado.Input(
        name: $0.name, low: SwingSetting.number($0.distribution.quantile(tail)),
        high: .number($0.distribution.quantile(1 - tail)))
    }
    if let wide = inputs.first(where: { !$0.isFinite }) {
      throw CommandError("\(wide.name) has no finite percentile there; take a larger --swing")
    }
    var drivers = scenario.told(stated, tail: tail)
    for event in scenario.definition.events {
      let isCertain = event.canBeCertain
      inputs.append(
        .init(
          name: event.name, low: .supposed(.event(event.name, .never)),
          high: isCertain ? .supposed(.event(event.name, .certain)) : .file))
      words[event.name] = ["never", isCertain ? "certain" : "as stated"]
      drivers.append(
        .init(
          name: event.name, of: "", words: "whether \(event.name) happens", kind: .event, ends: nil)
      )
    }
    for regime in scenario.definition.regimes where regime.states.count > 1 {
      inputs.append(
        .init(
          name: regime.name,
          settings: regime.states.indices.map { .supposed(.regime(regime.name, state: $0)) }))
      words[regime.name] = regime.states
      drivers.append(
        .init(
          name: regime.name, of: "", words: "the state of \(regime.name)", kind: .regime, ends: nil)
      )
    }
    (self.inputs, self.drivers) = (inputs, drivers)
  }

  /// How many runs they take.
  var runs: Int { distinct.count }

  /// What each is held at, each setting once, but for what the file says.
  var distinct: [(name: String, setting: SwingSetting)] {
    inputs.flatMap { input in
      input.settings.indices.compactMap { place in
        let setting = input.settings[place]
        let isFirst = input.settings.firstIndex(of: setting) == place
        return isFirst && setting != .file ? (input.name, setting) : nil
      }
    }
  }

  /// What is known of the drivers behind some bars: of a regime the states of its ends.
  func drivers(of bars: [Tornado.Bar]) -> [MetricTornado.Driver] {
    let places = Dictionary(uniqueKeysWithValues: bars.map { ($0.name, $0.places) })
    return drivers.map { driver in
      guard let words = words[driver.name], let ends = places[driver.name], ends.count == 2 else {
        return driver
      }
      return .init(
        name: driver.name, of: driver.subject, words: driver.words, kind: driver.kind,
        ends: (words[ends[0]], words[ends[1]]))
    }
  }
}

extension Tornado.Input<SwingSetting> {
  fileprivate var isFinite: Bool {
    settings.allSatisfy { if case .number(let value) = $0 { value.isFinite } else { true } }
  }
}
