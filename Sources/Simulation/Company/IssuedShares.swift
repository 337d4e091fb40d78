import CKernels

/// The shares issued where they move: those of the start, and new ones for staff in every step. Raises add
/// theirs. A company that is insolvent or bought issues none.
struct IssuedShares: Component {
  let name: String
  let phase = Phase.shares
  private let shares: ShareCount
  /// Of a step; nil without stock compensation.
  private let factor: Number?
  /// 1, or 0 from insolvency on; nil where a company cannot be insolvent.
  private let solvent: Column?
  /// 1 up to a takeover, then 0; nil where there can be none.
  private let listed: Column?
  private let scratch: Column

  init(of shares: ShareCount, in company: Subject) {
    let model = company.model
    name = company.fullName("shares")
    self.shares = shares
    solvent = company.part(Cash.self)?.solvent
    listed = company.part(Takeover.self)?.isListed
    scratch = model.scratch
    let rate = company.number(ShareCount.stockCompensation)
    factor = model.value(of: rate) == 0 ? nil : model.growthFactor(rate)
  }

  func start(_ block: Block) {
    if case .column(let issued) = shares.issued.place {
      block.fill(issued, with: shares.issuedAtStart)
    }
    if let part = shares.part { block.values(of: part).update(repeating: 1) }
  }

  func advance(_ block: Block, to step: Int) {
    guard let factor, case .column(let issued) = shares.issued.place else { return }
    guard let first = solvent ?? listed else {
      return ck_multiply(block[issued], block[issued], block[factor], block.count)
    }
    var issues = first
    if let solvent, let listed {
      ck_multiply(block[scratch], block[solvent], block[.moving(listed)], block.count)
      issues = scratch
    }
    ck_grow_where(block[issued], block[factor], block[issues], block.count)
  }
}
