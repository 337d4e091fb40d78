import CKernels

/// A state that is low or high: a Markov chain in continuous time, exact at the dates of the grid where its rates
/// stay what they are within a step.
///
/// One standard normal a step decides: below a level a high state falls, above another a low one rises. So
/// a low draw is bad news where high is good, and its shocks can be correlated with those of others.
///
/// Verified: `FinancingTests`, against the closed form.
struct Chain: Component {
  let name: String
  /// Behind the regimes that its rates may depend on.
  let phase = Phase.numbers
  /// 1 where it is high, else 0.
  let isHigh: Number
  private let column: Column
  /// Of a high state and of a low one: a state is left where the normal, turned over for a low one, is below.
  private let thresholds: (high: Number, low: Number)
  /// Where rates move with the steps the thresholds are those of the greatest rates of all paths.
  private let exact: ExactThreshold?
  private let shock: Shock
  private let leaving: PathList
  private let startsHigh: Bool

  /// - Parameters:
  ///   - name: Also of its shocks.
  ///   - rises: How often in a year a low state becomes high.
  ///   - falls: How often a high one becomes low.
  init(_ name: String, rises: Number, falls: Number, startsHigh: Bool, in model: Compiler) {
    let dt = model.stepLength
    self.name = name
    column = model.column()
    isHigh = model.place(of: .state(column), among: 2)
    if falls.time < .step, rises.time < .step {
      func threshold(_ rate: Number, _ back: Number) -> Number {
        model.derive(rate, back) { Self.threshold(ofLeavingAt: $0, returningAt: $1, within: dt) }
      }
      thresholds = (threshold(falls, rises), threshold(rises, falls))
      exact = nil
    } else {
      thresholds = (model.moving(perPath: false), model.moving(perPath: false))
      exact = ExactThreshold(falls: falls, rises: rises, isHigh: isHigh, in: model)
    }
    shock = model.shock(name, into: model.scratch)
    leaving = PathList(in: model)
    self.startsHigh = startsHigh
    model.append(self)
  }

  fileprivate static func threshold(
    ofLeavingAt rate: Lanes, returningAt back: Lanes, within time: Double
  ) -> Lanes {
    let sum = rate + back
    let probability = -(rate / sum) * expm1(-sum * time)
    return normalQuantile(probability.replacing(with: 0, where: rate .== 0))
  }

  func start(_ block: Block) { block.values(of: column).update(repeating: startsHigh ? 1 : 0) }

  func advance(_ block: Block, to step: Int) {
    shock.draw(block, at: step)
    exact?.bound(thresholds, in: block)
    let (states, shocks, leaving) = (block[column], block[shock.column], block[leaving])
    leaving.fill {
      ck_leaving(
        $0, states, shocks, block[thresholds.high], block[thresholds.low], block.count)
    }
    let exact = exact?.find(on: leaving, in: block)
    leaving.visit { path in
      let isHigh = states[path] == 1
      if let exact, (isHigh ? shocks[path] : -shocks[path]) >= exact[path] { return }
      states[path] = isHigh ? 0 : 1
    }
  }
}

/// The threshold of the state that a path is in, where rates move with the steps. It is a quantile, which takes
/// long, and few states are left in a step: so it is found on the paths that the greatest rates would let leave.
private struct ExactThreshold: Sendable {
  private let rates: (falls: Number, rises: Number)
  private let stepLength: Double
  private let threshold: Derived

  init(falls: Number, rises: Number, isHigh: Number, in model: Compiler) {
    rates = (falls, rises)
    stepLength = model.stepLength
    let dt = stepLength
    threshold = model.derived([falls, rises, isHigh], into: model.column()) {
      falls, rises, isHigh, _ in
      let isHigh = isHigh .== 1
      return Chain.threshold(
        ofLeavingAt: rises.replacing(with: falls, where: isHigh),
        returningAt: falls.replacing(with: rises, where: isHigh), within: dt)
    }
  }

  /// Sets thresholds that no path's own lies above.
  func bound(_ thresholds: (high: Number, low: Number), in block: Block) {
    for (rate, threshold) in [(rates.falls, thresholds.high), (rates.rises, thresholds.low)] {
      let values = block.storage(of: rate)
      let most = ck_greatest(values.baseAddress, Int32(values.count))
      // Within a time no more than that happens at a rate, but for rounding.
      let probability = min(most * stepLength * (1 + 1e-9), 1)
      block.storage(of: threshold).update(
        repeating: normalQuantile(Lanes(repeating: probability))[0])
    }
  }

  func find(on list: PathList.Contents, in block: Block) -> UnsafeMutablePointer<Double> {
    threshold.assign(on: list, to: threshold.output, in: block)
    return block[threshold.output]
  }
}
