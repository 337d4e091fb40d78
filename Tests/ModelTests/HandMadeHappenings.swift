import Statistics

@testable import Simulation

/// Columns whose values are stated by path and step.
struct StatedColumns: Component {
  let name = "stated"
  let phase = Phase.switches
  let columns: [(column: Column, value: @Sendable (_ path: Int, _ step: Int) -> Double)]

  func start(_ block: Block) { advance(block, to: 0) }

  func advance(_ block: Block, to step: Int) {
    for (column, value) in columns {
      for place in 0..<block.capacity { block[column][place] = value(block.first + place, step) }
    }
  }
}

/// An event and a regime by hand, beside a company that draws, so that it is known of each path what happens
/// on it and when.
enum HandMadeHappenings {
  static let steps = 18

  /// Of `agent`, in steps; on whole steps on some paths; after the horizon on others; never on each fifth.
  static func first(_ path: Int) -> Double {
    if path % 5 == 0 { return .infinity }
    return path % 7 == 0 ? Double(path % 19) : Double(path * 37 % 1_000) / 50
  }

  static func count(_ path: Int) -> Double {
    first(path) <= Double(steps) ? Double(1 + path % 3) : 0
  }

  /// Of its case `good`, which each third path has.
  static func good(_ path: Int) -> Double { path % 3 == 0 ? first(path) : .infinity }

  /// Of leaving the first state; after the horizon on some paths.
  static func war(_ path: Int) -> Double { 0.25 + Double(path % 25) }
  static func peace(_ path: Int) -> Double { war(path) + 1.5 + Double(path % 4) }

  static func state(_ path: Int, _ step: Int) -> Double { state(path, at: Double(step)) }

  static func state(_ path: Int, at time: Double) -> Double {
    time < war(path) ? 0 : time < peace(path) ? 1 : 2
  }

  /// Times at which it is asked for the state.
  private static let askedTimes = [7, 7.4, 9, 18]

  /// Steps in a state up to the horizon.
  static func time(_ path: Int, in state: Int) -> Double {
    let ends = [0, war(path), peace(path), .infinity].map { min($0, Double(steps)) }
    return ends[state + 1] - ends[state]
  }

  static func entered(_ path: Int, _ state: Int) -> Double {
    [.infinity, war(path), peace(path)][state]
  }

  static let deadline = (date: "2026-12-10", step: 5.5)

  private static let text = ScenarioText(
    horizon: "18 months",
    acme: """
      shares: 1M
      arr: 4M to 6M
      sharePrice: 40
      cash: {normal: {mean: 10M, sd: 10M}}
      costs: {grossMargin: 60%, fixed: 2M to 6M}
      usage: {volatility: 60%}
      multiple: {volatility: 60%}
      """)

  /// - Parameter isTold: Whether the model has the event and the regime.
  static func model(
    tracing: Bool = false, isTold: Bool = true, asking: (inout ModelDefinition) -> Void = { _ in }
  ) throws -> Model {
    var questions: [Condition] = []
    let model = try text.model(tracing: tracing) {
      asking(&$0)
      // They name what this model has not yet.
      questions = $0.questions
      $0.questions = []
    }
    guard isTold else { return model }
    var columns = Columns(layout: model.layout)
    let event = TrackedEvent(
      times: .init(
        name: "agent", first: columns.add { path, _ in first(path) },
        count: columns.add { path, _ in count(path) }),
      deadline: deadline,
      cases: [
        .init(name: "agent.good", first: columns.add { path, _ in good(path) }, count: nil)
      ])
    let regime = TrackedRegime(
      name: "prices", state: columns.add(state),
      states: ["truce", "war", "peace"].enumerated().map { state, name in
        .init(
          name: name, time: columns.add { path, _ in time(path, in: state) },
          entered: .init(
            name: "prices." + name, first: columns.add { path, _ in entered(path, state) },
            count: columns.add { path, _ in entered(path, state) <= Double(steps) ? 1 : 0 }),
          firstIn: columns.add { path, _ in state == 0 ? 0 : entered(path, state) })
      },
      stateAt: Dictionary(
        uniqueKeysWithValues: askedTimes.map { time in
          (time, columns.add { path, _ in state(path, at: time) })
        }))
    return try model.with(event, regime, columns, asking: questions)
  }

  struct Columns {
    var layout: Layout
    var stated: [(column: Column, value: @Sendable (Int, Int) -> Double)] = []

    mutating func add(_ value: @escaping @Sendable (Int, Int) -> Double) -> Column {
      let column = layout.addColumn()
      stated.append((column, value))
      return column
    }
  }
}

extension Model {
  fileprivate func with(
    _ event: TrackedEvent, _ regime: TrackedRegime, _ columns: HandMadeHappenings.Columns,
    asking: [Condition]
  ) throws -> Model {
    let directory = Directory(series, outcomes, factors, [event], [regime], on: grid, dates: dates)
    return Model(
      definition: definition, grid: grid, dates: dates, percentiles: percentiles,
      layout: columns.layout, pathConstants: pathConstants, alongs: alongs, opening: opening,
      components: [StatedColumns(columns: columns.stated)] + components, series: series,
      outcomes: outcomes, priced: priced, attributions: attributions,
      statedOutcomes: statedOutcomes,
      questions: try asking.map(directory.test), observations: observations,
      pasts: pasts, groups: groups,
      measured: measured, events: [event], regimes: [regime], factors: factors,
      isTraced: isTraced, medianPath: medianPath, failure: failure, failureCauses: failureCauses,
      failureNumbers: failureNumbers, finite: finite, scratch: scratch, warnings: warnings,
      doubtedMeans: doubtedMeans, rollForwards: rollForwards)
  }
}
