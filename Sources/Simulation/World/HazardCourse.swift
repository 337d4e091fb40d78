/// A hazard within a part of a step on one path: constant between the moments at which something that it depends on
/// changes.
enum HazardCourse {
  /// Runs a clock through it.
  ///
  /// - Parameters:
  ///   - cuts: When something changes, ascending.
  ///   - rate: Per step, at a moment between two of them.
  /// - Returns: What is left of it at the end, above 0; or else when it rings, in steps after the end: 0 or below.
  @inline(__always)
  static func left(
    of budget: Double, _ cuts: [Double], in span: StepSpan, rate: (TimeInStep) -> Double
  ) -> Double {
    var (left, from) = (budget, span.from)
    for place in 0...cuts.count {
      let to = place < cuts.count ? cuts[place] : span.to
      let rate = rate(TimeInStep(time: (from + to) / 2, step: span.step))
      if rate > 0 {
        let time = from + left / rate
        if time <= to { return time - span.to }
        left = max(left - rate * (to - from), .leastNonzeroMagnitude)
      }
      from = to
    }
    return left
  }
}

/// A part of a step.
struct StepSpan: Sendable {
  let step: Int
  let from: Double
  let to: Double

  var length: Double { to - from }

  /// The rest of it.
  func from(_ time: Double) -> StepSpan { StepSpan(step: step, from: time, to: to) }
}

extension StepSpan {
  init(of step: Int) { self.init(step: step, from: Double(step) - 1, to: Double(step)) }
}

/// What a hazard depends on that may change within a step, and on which paths it does.
struct HazardMovers: Sendable {
  let regimes: [RegimeOccupancy]
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
    (self.regimes, self.times, self.dates) = (regimes, times, dates)
    changedIn = model.column()
  }

  /// Whether more than one thing may change, or one in two places, so that a mean over a step is not the product of
  /// means.
  var areSeveral: Bool { regimes.count + times.count + dates.count > 1 }

  func start(_ block: Block) { block.values(of: changedIn).update(repeating: 0) }

  /// Finds the paths on which something changes in a step, whose clocks do not run down evenly; not those on
  /// which a regime switches so often that its mean is as good.
  ///
  /// - Parameters:
  ///   - open: For which part of the step a gate is open, which only events and dates may change; nil without one.
  ///   - next: What clocks have left.
  ///   - paths: Takes those whose clocks run, with what they have left as their times.
  func findChanges(
    in step: Int, open: UnsafeMutablePointer<Double>? = nil,
    next: UnsafeMutablePointer<Double>, into paths: inout Hits, _ block: Block
  ) {
    let changedIn = block[changedIn]
    func find(_ path: Int) {
      // A clock that has stopped uses up nothing.
      guard changedIn[path] != Double(step), next[path] < .infinity else { return }
      changedIn[path] = Double(step)
      paths.append(path, at: next[path])
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

  @inline(__always)
  func haveChanged(_ path: Int, in step: Int, _ block: Block) -> Bool {
    block[changedIn][path] == Double(step)
  }

  /// When something changes within a part of a step, ascending.
  func cuts(_ path: Int, in span: StepSpan, _ block: Block) -> [Double] {
    var cuts: [Double] = []
    func add(_ time: Double) { if time > span.from, time < span.to { cuts.append(time) } }
    for regime in regimes { regime.visitChanges(path, in: span.step, block) { add($0.time) } }
    for column in times { add(block[column][path]) }
    for date in dates { add(date) }
    if cuts.count > 1 { cuts.sort() }
    return cuts
  }
}
