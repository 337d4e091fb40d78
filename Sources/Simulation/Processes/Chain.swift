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
  private let fallsBelow: Number
  private let risesAbove: Number
  private let shock: Shock
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
    fallsBelow = model.deriveAnew([falls, rises]) { falls, rises, _, _ in
      normalQuantile(Self.probability(ofLeavingAt: falls, returningAt: rises, within: dt))
    }
    risesAbove = model.deriveAnew([falls, rises]) { falls, rises, _, _ in
      upperNormalQuantile(Self.probability(ofLeavingAt: rises, returningAt: falls, within: dt))
    }
    shock = model.shock(name, into: model.scratch)
    self.startsHigh = startsHigh
    model.append(self)
  }

  /// That a state is another one after some time, from the rates of leaving it and of coming back.
  private static func probability(
    ofLeavingAt rate: Lanes, returningAt back: Lanes, within time: Double
  ) -> Lanes {
    let sum = rate + back
    return (-(rate / sum) * expm1(-sum * time)).replacing(with: 0, where: rate .== 0)
  }

  func start(_ block: Block) { block.values(of: column).update(repeating: startsHigh ? 1 : 0) }

  func advance(_ block: Block, to step: Int) {
    shock.draw(block, at: step)
    ck_switch_state(
      block[column], block[shock.column], block[fallsBelow], block[risesAbove], block.count)
  }
}
