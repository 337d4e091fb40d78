import CKernels

/// A gross margin with a path of its own: its log odds, ln(m / (1 - m)), revert to a long run or walk
/// at random, so that it stays between 0 % and 100 %.
struct MarginPath: Component {
  let name: String
  let phase = Phase.costs
  /// m.
  let level: Column
  private let logOdds: Column
  private let initial: Number
  private let toLongRun: Number
  private let reversion: Reversion

  init(initial: Number, in company: Subject) {
    name = company.fullName("grossMargin")
    level = company.model.column()
    logOdds = company.model.column()
    let key = GrossMargin.initial
    if let margin = company.model.value(of: initial), !Domain.openUnit.contains(margin) {
      company.refuse(key, "must be \(Domain.openUnit.rawValue) for a margin that moves")
    }
    company.model.check(
      initial, .openUnit,
      cause: "\(company.fullName(key.key)) was drawn outside \(Domain.openUnit.rawValue)")
    self.initial = company.model.derive(initial) { Self.logOdds($0) }

    let stated = company.optional(GrossMargin.halfLife)
    let halfLife = stated ?? company.model.constant(.infinity)
    let volatility = company.number(GrossMargin.volatility)
    reversion = Reversion(name, halfLife: halfLife, volatility: volatility, in: company.model)
    let longRun = stated == nil ? nil : company.optional(GrossMargin.longRun)
    if stated == nil, company.has(GrossMargin.longRun) {
      company.warnUnused(GrossMargin.longRun, without: GrossMargin.halfLife)
    }
    toLongRun = company.model.derive(longRun ?? initial, reversion.decay) {
      Self.logOdds($0) * (1 - $1)
    }
    company.model.append(self)
  }

  private static func logOdds(_ margin: Double) -> Double { CKernels.log(margin / (1 - margin)) }

  func start(_ block: Block) {
    block.fill(logOdds, with: initial)
    ck_logistic(block[level], block[logOdds], block.count)
  }

  func advance(_ block: Block, to step: Int) {
    reversion.move(logOdds, towards: toLongRun, in: block, at: step)
    ck_logistic(block[level], block[logOdds], block.count)
  }
}
