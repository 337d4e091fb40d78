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
  let move: LevelMove?

  init(initial: Number, in company: Subject) {
    let model = company.model
    name = company.fullName("grossMargin")
    level = model.column()
    move = company.move("costs.grossMargin")
    logOdds = model.column()
    let key = GrossMargin.initial
    if let margin = model.value(of: initial), !Domain.openUnit.contains(margin) {
      company.refuse(key, "must be \(Domain.openUnit.rawValue) for a margin that moves")
    }
    model.check(
      initial, .openUnit,
      cause: "\(company.fullName(key.key)) was drawn outside \(Domain.openUnit.rawValue)")
    self.initial = model.derive(initial) { Self.logOdds($0) }

    let stated = company.optional(GrossMargin.halfLife)
    let halfLife = stated ?? model.constant(.infinity)
    let volatility = company.number(GrossMargin.volatility)
    reversion = Reversion(name, halfLife: halfLife, volatility: volatility, in: model)
    let longRun = stated == nil ? nil : company.optional(GrossMargin.longRun)
    if stated == nil, company.has(GrossMargin.longRun) {
      company.warnUnused(GrossMargin.longRun, without: GrossMargin.halfLife)
    }
    toLongRun = model.derive(longRun ?? initial, reversion.decay) {
      Self.logOdds($0) * (1 - $1)
    }
    model.append(self)
  }

  private static func logOdds(_ margin: Lanes) -> Lanes { log(margin / (1 - margin)) }

  func start(_ block: Block) {
    block.fill(logOdds, with: initial)
    ck_logistic(block[level], block[logOdds], block.count)
  }

  func advance(_ block: Block, to step: Int) {
    reversion.move(logOdds, towards: toLongRun, in: block, at: step)
    ck_logistic(block[level], block[logOdds], block.count)
  }

  /// The margin moves by what is stated, but for no more than nine tenths of what is left to 0 or 1, so that it
  /// stays in its domain; a value that is set is that value.
  func moveByEvents(_ block: Block) {
    guard let move, block[move.paths].count > 0 else { return }
    let odds = block[logOdds]
    move.forEach(in: block) { path, map in
      let margin = 1 / (1 + CKernels.exp(-odds[path]))
      if map.factor == 0 {
        odds[path] = CKernels.log(map.addend / (1 - map.addend))
        return map.addend
      }
      let moved = min(max(map(margin), 0.1 * margin), margin + 0.9 * (1 - margin))
      odds[path] = CKernels.log(moved / (1 - moved))
      return moved
    }
    ck_logistic(block[level], block[logOdds], block.count)
  }
}
