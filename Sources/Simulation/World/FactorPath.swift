import CKernels

/// A factor: what moves by itself, and companies follow it.
///
/// With x = ln(F/F(0)), of a level x = F - F(0): dx = κ(x̄ - x)dt + m dt + σ dW by its exact transition, m the
/// drift, ln(1 + δ) of a logarithm; without a half-life a random walk. An exchange rate is a logarithm whose random
/// walk has less half its variance, so that its mean is F(0)(1 + δ)^t, and it moves before amounts are converted.
///
/// Reference: Glasserman (2004), §3.3. Verified: `FactorTests`, `FollowingTests`.
struct FactorPath: Component {
  let name: String
  let phase: Phase
  let known: KnownFactor
  /// F; nil where nobody asks for it.
  let level: Column?
  private let form: FactorDefinition.Form
  private let initial: Number
  private let towards: Number
  private let reversion: Reversion
  private let move: LevelMove?
  private let minusOne: Number
  private let zero: Number
  /// -1/2 and room for what it is multiplied by; nil where noise adds to the mean.
  private let mean: (minusHalf: Number, scratch: Column)?

  /// - Parameters:
  ///   - level: Where it is on each date; nil where nobody asks.
  ///   - initial: Where it is at the start; nil where a key of its own says so.
  init(
    _ form: FactorDefinition.Form, level: Column?, from initial: Number? = nil, in factor: Subject
  ) {
    let model = factor.model
    let dt = model.stepLength
    let keys = FactorCatalog.Keys(form)
    let change = model.column()
    name = factor.name
    self.form = form
    phase = form == .rate ? .rates : .factors
    let move = model.moves.take(factor.name)
    self.move = move
    known = KnownFactor(
      deviation: model.column(), change: change, moved: move.map { ($0.paths, model.column()) })
    self.level = level
    (minusOne, zero) = (model.constant(-1), model.constant(0))
    let initial = initial ?? factor.number(keys.initial)
    self.initial = initial

    let stated = factor.optional(keys.halfLife)
    let keepsMean = form == .rate && stated == nil
    mean = keepsMean ? (model.constant(-0.5), model.scratch) : nil
    let halfLife = stated ?? model.constant(.infinity)
    reversion = Reversion(
      factor.name, halfLife: halfLife, volatility: keys.volatility, of: factor.name, in: factor)
    let drift = factor.number(keys.drift)
    let drifted = model.product(
      form == .level ? drift : model.logarithm(ofOnePlus: drift),
      model.derive(halfLife) { MeanReversion(halfLife: $0, step: dt).integral })
    if stated == nil, factor.has(keys.longRun) {
      factor.warnUnused(keys.longRun, without: keys.halfLife)
    }
    if stated != nil, let longRun = factor.optional(keys.longRun) {
      towards = model.derive(longRun, initial, halfLife, drifted) {
        let distance = form == .level ? $0 - $1 : Simulation.log($0) - Simulation.log($1)
        return distance * MeanReversion(halfLife: $2, step: dt).decayed + $3
      }
    } else {
      towards = drifted
    }
    let isDriven =
      factor.has(keys.drift) || model.parameterMoves[factor.fullName(keys.drift.key)] != nil
    if form == .rate, stated != nil, isDriven {
      factor.refuse(
        keys.drift,
        "contradicts \(factor.fullName(keys.halfLife.key)): a rate that reverts goes to its longRun"
      )
    }
    model.append(self)
    if move != nil { model.append(FactorEvents(factor: self)) }
  }

  func start(_ block: Block) {
    block.values(of: known.deviation).update(repeating: 0)
    block.values(of: known.change).update(repeating: 0)
    tell(block)
  }

  func advance(_ block: Block, to step: Int) {
    let (x, change) = (block[known.deviation], block[known.change])
    ck_affine(change, block[zero], block[minusOne], x, block.count)
    reversion.move(known.deviation, towards: towards, in: block, at: step)
    if let mean {
      reversion.keepMean(of: known.deviation, mean.minusHalf, mean.scratch, in: block)
    }
    ck_add(change, block[.column(known.deviation)], block.count)
    tell(block)
  }

  /// What the events of a step do to it.
  fileprivate func moveByEvents(_ block: Block) {
    guard let move, let moved = known.moved else { return }
    let list = block[moved.paths]
    guard list.count > 0 else { return }
    let (x, by, change) = (block[known.deviation], block[moved.by], block[known.change])
    list.visit { by[$0] = -x[$0] }
    switch form {
    case .log, .rate: move.moveLog(known.deviation, atStart: initial, in: block)
    case .level:
      let initial = block[initial]
      move.forEach(in: block) { path, map in
        let value = map(initial[path] + x[path])
        x[path] = value - initial[path]
        return value
      }
    }
    list.visit {
      by[$0] += x[$0]
      change[$0] += by[$0]
    }
    tell(block)
  }

  private func tell(_ block: Block) {
    guard let level else { return }
    switch form {
    case .log, .rate:
      ck_exp_times(block[level], block[known.deviation], block[initial], block.count)
    case .level:
      block.fill(level, with: initial)
      ck_add(block[level], block[.column(known.deviation)], block.count)
    }
  }
}

/// What events do to a factor: behind what the step has earned, and before what they do to business.
private struct FactorEvents: Component {
  let factor: FactorPath
  var name: String { factor.name + " events" }
  let phase = Phase.moves

  func advance(_ block: Block, to step: Int) { factor.moveByEvents(block) }
}
