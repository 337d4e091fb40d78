import CKernels

/// What events and a replay do to the share price itself: a factor of its own on the market cap, so that a fall of the
/// share happens whatever cash makes of the price. Its logarithm fades with the multiple's half-life;
/// without one it stays.
struct PriceMove: Component, Part {
  let name: String
  let phase = Phase.multiple
  /// ln of the factor.
  let log: Column
  let factor: Column
  /// Nil where only a replay moves it.
  private let move: LevelMove?
  /// Returns of the share price that are taken for given, by step.
  let returns: [Int: Double]
  private let decay: Number
  private let isFading: Bool

  /// Nil where nothing moves it.
  init?(in company: Subject) {
    let model = company.model
    let move = company.move("sharePrice")
    returns = model.takeReturns(of: company.name)
    guard move != nil || !returns.isEmpty else { return nil }
    name = company.fullName("sharePrice events")
    (log, factor) = (model.column(), model.column())
    self.move = move
    decay = company[Multiple.self].decay
    isFading = model.value(of: decay) != 1
    model.append(self)
  }

  func start(_ block: Block) {
    block.values(of: log).update(repeating: 0)
    block.values(of: factor).update(repeating: 1)
  }

  func advance(_ block: Block, to step: Int) {
    let (log, factor) = (block[log], block[factor])
    if isFading { ck_multiply(log, log, block[decay], block.count) }
    move?.forEachLog(in: block) { path, map, change in
      log[path] += map.factor > 0 ? change : .nan
      factor[path] = CKernels.exp(log[path])
      return map.factor
    }
    if isFading { ck_exp(factor, log, block.count) }
  }
}
