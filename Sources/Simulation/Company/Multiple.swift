import CKernels

/// What the market pays: enterprise value over ARR. Its logarithm reverts to a long run and jumps.
///
/// ln M' = a + (ln M - a)e^(-κΔ) + σ√((1 - e^(-2κΔ)) / 2κ) z + jumps, a = ln longRun + b(μ - μ̄) with μ at
/// the start of the step. The step's jumps are added after the diffusion: their reversion within the
/// step is left out, an error of the order of the step.
///
/// Reference: Merton (1976) for the jumps. Verified: `MeanReversionTests`, `BrownianTests`.
struct Multiple: Component, Part {
  let name: String
  let phase = Phase.multiple
  /// ln M since the start: 0 there, so that a constant comes out as it went in.
  let log: Column
  let level: Column
  /// e^(-κΔ): what a step leaves of a distance to the long run; 1 without a half-life.
  var decay: Number { reversion.decay }
  private let atStart: Number
  private let toLongRun: Number
  private let reversion: Reversion
  private let growthResponse: (factor: Number, rate: Column)?
  private let jumps: MultipleJumps?
  private let followed: [Followed]
  private let move: LevelMove?

  init(in company: Subject) {
    let model = company.model
    let dt = model.stepLength
    let growth = company[Growth.self]
    let atStart = StartingMultiple.level(in: company)
    name = company.fullName("multiple")
    log = model.column()
    level = model.column()
    self.atStart = atStart
    let jumps = MultipleJumps(in: company)
    self.jumps = jumps
    move = company.move("multiple")

    let stated = company.optional(Self.halfLife)
    let halfLife = stated ?? model.constant(.infinity)
    reversion = Reversion(
      name, halfLife: halfLife, volatility: Self.volatility, of: company.name, in: company)
    let decay = reversion.decay
    followed = company.loadings(Self.follows).map { Followed($0, decay: decay, in: model) }
    let driftTaken = jumps?.driftTaken ?? model.constant(0)
    if stated == nil {
      toLongRun = model.product(driftTaken, -dt)
      growthResponse = nil
      Self.refuseWithoutHalfLife(in: company)
    } else {
      let loading = company.number(Self.growthLoading)
      let faded = model.derive(decay) { 1 - $0 }
      growthResponse =
        model.value(of: loading) == 0
        ? nil : (model.product(loading, faded), growth.rate)
      let longRun = company.number(Self.longRun)
      let shift = jumps?.meanPerYear ?? model.constant(0)
      // Jumps come at the end of a step, so those of n steps add λE[J]Δ(1 + d + … + dⁿ⁻¹).
      let jumped = model.derive(shift, halfLife) {
        $0 * dt / MeanReversion(halfLife: $1, step: dt).decayed
      }
      let distance = model.difference(
        model.logarithm(of: longRun), model.logarithm(of: atStart))
      let centred = model.difference(
        model.difference(distance, jumped), model.product(loading, growth.longRun))
      toLongRun = model.difference(
        model.product(centred, faded), model.product(driftTaken, dt))
    }
    model.append(self)
  }

  /// Keys that mean nothing for a random walk.
  private static func refuseWithoutHalfLife(in company: Subject) {
    for parameter in [longRun, growthLoading] where company.has(parameter) {
      company.warnUnused(parameter, without: halfLife)
    }
    if company.choice(compensation) == "longRun" {
      company.refuse(compensation, "longRun needs multiple.halfLife")
    }
  }

  func start(_ block: Block) {
    block.values(of: log).update(repeating: 0)
    jumps?.start(block)
    block.fill(level, with: atStart)
  }

  func advance(_ block: Block, to step: Int) {
    let multiple = block[log]
    reversion.move(log, towards: toLongRun, in: block, at: step)
    if let (factor, rate) = growthResponse {
      ck_add_product(multiple, block[factor], block[rate], block.count)
    }
    for followed in followed { followed.add(to: multiple, in: block) }
    jumps?.add(to: log, in: block, at: step)
    move?.moveLog(log, atStart: atStart, in: block)
    ck_exp_times(block[level], multiple, block[atStart], block.count)
  }

  /// A factor that it follows: what reverts is the multiple without it.
  private struct Followed: Sendable {
    let factor: KnownFactor
    /// Of the factor's change in a step, and of where that ends; nil where nothing reverts.
    let ofChange: Number
    let ofEnd: Number?

    /// b x' - e b x with x = x' - Δx.
    init(_ loading: Loading, decay: Number, in model: Compiler) {
      factor = loading.factor
      ofChange = model.product(loading.loading, decay)
      ofEnd =
        model.value(of: decay) == 1
        ? nil : model.product(loading.loading, model.derive(decay) { 1 - $0 })
    }

    func add(to log: UnsafeMutablePointer<Double>, in block: Block) {
      ck_add_product(log, block[ofChange], block[factor.change], block.count)
      if let ofEnd {
        ck_add_product(log, block[ofEnd], block[factor.deviation], block.count)
      }
    }
  }

  static let of = Parameter.choice(
    "multiple.of", ["EV/ARR"], help: "What the multiple is of.")
  static let initial = Parameter.number(
    "multiple.initial", .multiple, .positive, contradicts: Equity.sharePriceAtStart.key,
    alsoKnownAs: ["valuation", "ev to sales", "price to sales", "revenue multiple"],
    example: "15x",
    help: "Multiple at the start. Without it: the one that the share price implies.")
  static let longRun = Parameter.number(
    "multiple.longRun", .multiple, .positive, use: .step, example: "5x to 12x",
    help: "Multiple that it reverts to (its logarithm does); needs a half-life.")
  static let halfLife = Parameter.number(
    "multiple.halfLife", .duration, .positive, example: "18 months",
    help: "Time in which half of the distance to the long run is gone. Without it: a random walk.")
  static let volatility = VolatilityKeys(
    "multiple.volatility", .volatility,
    help: "Volatility of the multiple, without its jumps.",
    example: "60%", longRun: "50%", longRunFallback: nil)
  static let growthLoading = Parameter.number(
    "multiple.growthLoading", .coefficient, .any, fallback: 0, use: .step, example: "0.5",
    help: "Rise of the long-run log multiple for one unit of log growth above its long run.")
  static let jumpFrequency = Parameter.number(
    "multiple.jumps.frequency", .frequency, .nonNegative, need: .withSection, use: .step,
    example: "4/year",
    help: "Jumps of the multiple in a year.")
  static let jumpSize = Parameter.number(
    "multiple.jumps.logSize", .logChange, .any, need: .withSection, use: .occurrence,
    example: "{normal: {mean: -4%, sd: 15%}}",
    help: "Size of one jump in the log multiple; drawn anew for each.")
  static let jumpBranching = EventClustering.branching.below("multiple.jumps")
  static let jumpHalfLife = EventClustering.halfLife.below("multiple.jumps")
  static let recentJumps = EventClustering.recent.below("multiple.jumps")
  static let compensation = Parameter.choice(
    "multiple.jumps.compensate", ["none", "drift", "longRun"],
    help: "What takes back the jumps' mean: nothing, the drift, or the long-run multiple.")

  static let follows = Parameter.loadings(
    "multiple.follows", example: "{sector: 0.95, gap: -0.03}",
    help: "Factors that the multiple follows, beside its own reversion and noise.")

  static let offers = [
    Offer(
      .series(
        "multiple", .multiple, standard: true, worst: .below, family: .market, role: .multiple,
        picture: .growth,
        help: "Enterprise value over ARR.")
    ) { (multiple: Multiple, _) in .column(multiple.level) },
    Offer(
      .series(
        "volatility", .change, words: "volatility", needs: ["multiple.volatility.spread"],
        help: "Volatility of the multiple on the date, a year, where it is uncertain.")
    ) { (multiple: Multiple, company) in
      multiple.reversion.uncertain.map { .column(company.root(of: $0.variance, "volatility told")) }
    },
  ]

  static let levels = [
    MovableLevel("multiple", .multiple, .positive, help: "Enterprise value over ARR.")
  ]

  static let processes = ["multiple"]

  static let parameters = [
    of, initial, longRun, halfLife, volatility.initial, volatility.longRun, volatility.halfLife,
    volatility.spread, growthLoading, follows, jumpFrequency, jumpSize, compensation,
    jumpBranching, jumpHalfLife, recentJumps,
  ]
}
