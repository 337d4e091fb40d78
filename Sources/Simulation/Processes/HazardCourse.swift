/// A part of a step.
struct StepSpan: Sendable {
  let step: Int
  let from: Double
  let to: Double

  /// The rest of it.
  func from(_ time: Double) -> StepSpan { StepSpan(step: step, from: time, to: to) }
}

extension StepSpan {
  init(of step: Int) { self.init(step: step, from: Double(step) - 1, to: Double(step)) }
}

/// What a hazard depends on that may change within a step, and on which paths it does.
struct HazardMovers: Sendable {
  private let regimes: [RegimeOccupancy]
  /// Times at which events or insolvencies have happened.
  private let times: [Column]
  /// Times that are the same on all paths.
  private let dates: [Double]
  /// The last step in which something changed.
  private let changedIn: Column
  /// A regime that switches more often within a step acts by its mean over it.
  private static let most = 64

  init(
    regimes: [RegimeOccupancy], times: [Column] = [], dates: [Double] = [], in model: Compiler
  ) {
    self.regimes = regimes.indices.filter { place in
      !regimes[..<place].contains { $0.state == regimes[place].state }
    }.map { regimes[$0] }
    (self.times, self.dates) = (times, dates)
    changedIn = model.column()
  }

  func start(_ block: Block) { block.values(of: changedIn).update(repeating: 0) }

  /// Finds the paths on which something changes within a step; not those on which a regime switches so often that
  /// its mean is as good.
  ///
  /// - Parameters:
  ///   - open: For which part of the step a gate is open, which events and dates may change; nil without one.
  ///   - paths: Takes them.
  func findChanges(
    in step: Int, open: UnsafeMutablePointer<Double>?, into paths: inout Hits, _ block: Block
  ) {
    let changedIn = block[changedIn]
    func find(_ path: Int) {
      guard changedIn[path] != Double(step) else { return }
      changedIn[path] = Double(step)
      paths.append(path, at: 0)
    }
    for regime in regimes {
      block[regime.changed(in: step)].visit { path in
        let isOften = regimes.contains {
          $0.hasChanged(path, in: step, block)
            && $0.hasChanged(path, moreThan: Self.most, in: step, block)
        }
        if !isOften { find(path) }
      }
    }
    guard let open, !(times.isEmpty && dates.isEmpty) else { return }
    for path in 0..<block.capacity where open[path] > 0 && open[path] < 1 { find(path) }
  }

  /// Of each path the last step in which something changed.
  func changes(in block: Block) -> UnsafePointer<Double> { UnsafePointer(block[changedIn]) }

  @inline(__always)
  func haveChanged(_ path: Int, in step: Int, _ block: Block) -> Bool {
    block[changedIn][path] == Double(step)
  }

  /// Room for when something changes within a step on a path.
  @inline(__always)
  func withRoom<Result>(_ body: (UnsafeMutableBufferPointer<Double>) -> Result) -> Result {
    withUnsafeTemporaryAllocation(
      of: Double.self, capacity: Self.most * regimes.count + times.count + dates.count, body)
  }

  /// Finds when something changes within a part of a step, ascending.
  ///
  /// - Returns: How often.
  func findCuts(
    _ path: Int, in span: StepSpan, _ block: Block, into cuts: UnsafeMutableBufferPointer<Double>
  ) -> Int {
    var count = 0
    func add(_ time: Double) {
      guard time > span.from, time < span.to, count < cuts.count else { return }
      var place = count
      while place > 0, cuts[place - 1] > time {
        cuts[place] = cuts[place - 1]
        place -= 1
      }
      cuts[place] = time
      count += 1
    }
    for regime in regimes { regime.visitChanges(path, in: span.step, block) { add($0.time) } }
    for column in times { add(block[column][path]) }
    for date in dates { add(date) }
    return count
  }
}
