import CKernels

/// A gross margin with a path of its own: its log odds, ln(m / (1 - m)), revert to a long run or walk
/// at random, so that it stays between 0 % and 100 %.
struct MarginPath: Component {
  let name: String
  /// m.
  let level: Column
  private let logOdds: Column
  private let initial: Number
  private let toLongRun: Number
  private let decay: Number
  private let noise: (factor: Number, shock: Shock)?

  init(initial: Number, in company: inout CompanyBuilder) {
    let dt = company.model.stepLength
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
    decay = company.model.derive(halfLife) { MeanReversion(halfLife: $0, step: dt).decay }
    let longRun = stated == nil ? nil : company.optional(GrossMargin.longRun)
    if stated == nil, company.has(GrossMargin.longRun) {
      company.warnUnused(GrossMargin.longRun, without: GrossMargin.halfLife)
    }
    toLongRun = company.model.derive(longRun ?? initial, decay) { Self.logOdds($0) * (1 - $1) }
    let volatility = company.number(GrossMargin.volatility)
    if company.model.value(of: volatility) == 0 {
      noise = nil
    } else {
      let factor = company.model.derive(volatility, halfLife) {
        $0 * MeanReversion(halfLife: $1, step: dt).noise
      }
      noise = (factor, company.model.shock(name, into: company.model.scratch))
    }
  }

  private static func logOdds(_ margin: Double) -> Double { CKernels.log(margin / (1 - margin)) }

  func start(_ block: Block) {
    block.fill(logOdds, with: initial)
    ck_logistic(block[level], block[logOdds], block.count)
  }

  func advance(_ block: Block, to step: Int) {
    let odds = block[logOdds]
    if let (factor, shock) = noise {
      shock.draw(block, at: step)
      ck_mean_revert(
        odds, block[shock.column], block[toLongRun], block[decay], block[factor], block.count)
    } else {
      ck_affine(odds, block[toLongRun], block[decay], odds, block.count)
    }
    ck_logistic(block[level], odds, block.count)
  }
}
