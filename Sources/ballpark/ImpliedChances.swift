import Simulation
import Statistics
import Text

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What events and regimes come to without a run: with every number at its median, and at what it is at the
/// start where it changes or goes along a series.
struct ImpliedChances {
  private let definition: ModelDefinition
  /// What numbers along series are at the start, by their full names.
  private let alongs: [String: Double]

  init(_ definition: ModelDefinition, _ model: Model) {
    self.definition = definition
    alongs = model.alongsAtStart
  }

  /// Titles, each with rows of a label and a text.
  var blocks: [(title: String, rows: [(label: String, text: String)])] {
    let events = definition.events.compactMap(row)
    return
      (events.isEmpty
      ? [] : [("What may happen, every number at its median and every rate constant", events)])
      + definition.regimes.map {
        ("\($0.name): its states, every rate at its median", rows(of: $0))
      }
  }

  // MARK: Events

  /// Nil for what depends on paths alone: a condition.
  private func row(_ event: EventDefinition) -> (label: String, text: String)? {
    let years = max(0, definition.grid.horizon - (event.from.map(years) ?? 0))
    let chance = event.probability.map { median($0) } ?? 1
    let end = definition.grid.dates.last.map { "\($0)" } ?? "the end"
    let gate =
      switch (event.trigger, event.when) {
      case (.condition, _), (_, nil): ""
      default: ", while its condition holds"
      }
    switch event.trigger {
    case .dates(let dates):
      let times = dates.count == 1 ? "on \(dates[0])" : "on one of \(dates.count) dates"
      return ("\(event.name) \(times)", share(1 - pow(1 - chance, Double(dates.count))) + gate)
    case .deadline(let date):
      guard event.probability != nil else { return nil }
      return ("\(event.name) by \(date)", share(chance) + gate)
    case .frequency(let law):
      let rate = median(law, event.name + ".frequency")
      let cluster = event.clustering.map {
        ImpliedCluster(
          rate: rate, branching: median($0.branching), halfLife: median($0.halfLife),
          recent: $0.recent.map { median($0) })
      }
      let chance = cluster?.chance(in: years) ?? -expm1(-rate * years)
      let count = cluster?.count(in: years) ?? rate * years
      let words = cluster.map {
        ", in clusters of \(Self.figure($0.size)); \(Self.figure(rate)) a year in the long run"
      }
      return (
        "\(event.name) by \(end)",
        "\(share(chance)), \(Self.figure(count)) times on average\(words ?? "")\(gate)"
      )
    case .interval(let law):
      return (
        "\(event.name) by \(end)", "about \(Self.figure(years / median(law))) times\(gate)"
      )
    case .condition: return nil
    }
  }

  /// From the start.
  private func years(_ date: CalendarDate) -> Double {
    max(0, definition.grid.place(of: date)) * definition.grid.stepLength
  }

  // MARK: Regimes

  private func rows(of regime: Regime) -> [(label: String, text: String)] {
    var rates = regime.states.map { _ in regime.states.map { _ in 0.0 } }
    for transition in regime.transitions {
      rates[transition.from][transition.to] = median(
        transition.rate, regime.key(of: transition))
    }
    let chain = MarkovChain(rates: rates)
    let stays = regime.states.enumerated().map { place, state -> (label: String, text: String) in
      let stay = chain.meanStay(in: place)
      let text =
        stay.isInfinite
        ? "never left" : stay.isNaN ? "–" : "\(Self.figure(stay)) years on average"
      return (state, text)
    }
    guard let shares = chain.longRunShares else {
      return stays + [("share of time in the long run", "none: the start decides")]
    }
    let words = zip(regime.states, shares).map { "\($0) \(share($1))" }
    return stays + [("share of time in the long run", words.joined(separator: ", "))]
  }

  // MARK: Numbers

  /// At the start: of a schedule the piece that holds then, of a number by regime that of the state in which
  /// the regime most likely starts.
  private func median(_ law: Assumption.Law, _ name: String = "") -> Double {
    switch law {
    case .value, .distribution: return law.median
    case .schedule(let pieces):
      let first = pieces.last { $0.from <= definition.grid.start } ?? pieces.first
      return first.map { median($0.law, name) } ?? .nan
    case .regime(let name, let laws):
      let start = definition.regimes.first { $0.name == name }?.start
        .max { $0.weight < $1.weight }
      guard let state = start?.state, laws.indices.contains(state) else { return .nan }
      return median(laws[state], name)
    case .along: return alongs[name] ?? .nan
    }
  }

  private func share(_ value: Double) -> String {
    let isWhole = value == 0 || value == 1
    return Figure(value, error: isWhole ? 0 : abs(value) / 1_000, unit: "share").text
  }

  private static func figure(_ value: Double) -> String {
    Figure(value, error: abs(value) / 100, unit: "").text
  }
}
