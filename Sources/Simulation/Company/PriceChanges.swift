import CKernels

/// Announced changes of the list price: a Poisson number of them in a step, each of its own size and
/// with its own shift of demand.
struct PriceChanges: Sendable {
  /// Δ ln Q that came with the step's changes; nil where none is stated.
  let demandShift: Column?
  private let events: Events
  private let size: EventSize
  private let shift: EventSize?
  /// Where a step's changes stay for whoever traces them.
  private let traced: Column?

  init?(in company: Subject) {
    let model = company.model
    guard let size = company.law(ListPrice.size), company.has(ListPrice.frequency) else {
      return nil
    }
    events = Events(ListPrice.frequency, source: "listPrice.changes", in: company)
    self.size = EventSize(size, of: ListPrice.size, adds: .logOfOnePlus, in: company)
    shift = company.law(ListPrice.demandShift).map {
      EventSize($0, of: ListPrice.demandShift, adds: .logOfOnePlus, in: company)
    }
    traced = model.traced(company.fullName("listPrice.changes"), .jumps)
    demandShift =
      shift == nil
      ? nil
      : model.traced(company.fullName("listPrice.changes.demandShift"), .jumps)
        ?? model.column()
  }

  /// Adds Σ ln(1 + J) of the step to a column and sets `demandShift`.
  func add(to change: Column, in block: Block, at step: Int) {
    if let traced { block.values(of: traced).update(repeating: 0) }
    events.withHits(in: block, at: step) { hits in
      size.add(hits, to: traced ?? change, in: block, at: step)
      if let demandShift, let shift {
        block.values(of: demandShift).update(repeating: 0)
        shift.add(hits, to: demandShift, in: block, at: step)
      }
    }
    if let traced { ck_add(block[change], block[.column(traced)], block.count) }
  }
}
