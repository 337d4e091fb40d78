/// What a model holds of its draws, on its grid, while it is compiled: whoever makes the draws takes it.
struct HeldCompilation {
  private let drivers: [String: ClosedRange<Double>]
  /// By process, then by step.
  private let shocks: [String: [Int: Double]]
  private let returns: [String: [Int: Double]]
  private var taken: Set<String> = []

  init(_ held: HeldDraws, on grid: TimeGrid) {
    drivers = held.drivers
    shocks = held.shocks.mapValues { dated in
      // On one step the last date counts.
      dated.sorted { $0.key < $1.key }.reduce(into: [:]) { $0[grid.step(on: $1.key)] = $1.value }
    }
    returns = held.replays.mapValues { replay in
      let first = grid.step(on: replay.from)
      return replay.returns.enumerated().reduce(into: [:]) { $0[first + $1.offset] = $1.element }
    }
  }

  mutating func takeRange(of driver: String) -> ClosedRange<Double>? {
    taken.insert(driver)
    return drivers[driver]
  }

  func holdsShocks(of process: String) -> Bool { shocks[process] != nil }

  mutating func takeShocks(of process: String) -> [Int: Double] {
    taken.insert(process)
    return shocks[process] ?? [:]
  }

  mutating func takeReturns(of company: String) -> [Int: Double] {
    taken.insert(company)
    return returns[company] ?? [:]
  }

  /// What nobody has taken.
  func refuseUnused(in model: Compiler) {
    for name in drivers.keys.sorted() where !taken.contains(name) {
      model.refuse(name, "is not drawn in this model, and cannot be held between percentiles")
    }
    for name in shocks.keys.sorted() where !taken.contains(name) {
      model.refuse(name, "has no volatility, and so no shocks that could be held")
    }
  }
}
