import CKernels

/// Jumps of the log multiple: a Poisson number in a step, each of its own size.
///
/// Reference: Merton (1976) for normal sizes. Verified: `BrownianTests`, `JumpTests`.
struct MultipleJumps: Sendable {
  /// λE[J] per year where the long run takes it back, else nil.
  let meanPerYear: Number?
  /// λ(E[e^J] - 1) per year where the drift takes it back, else nil.
  let driftTaken: Number?
  private let events: Events
  private let sizes: Sizes
  /// Where a step's jumps stay for whoever traces them.
  private let traced: Column?

  private enum Sizes: Sendable {
    /// Sums of normals are normal: one draw for a step's jumps.
    case normal(mean: Double, sd: Double)
    case any(EventSize)
  }

  init?(in company: Subject) {
    let model = company.model
    guard let size = company.law(Multiple.jumpSize), company.has(Multiple.jumpFrequency) else {
      return nil
    }
    events = Events(Multiple.jumpFrequency, source: "multiple.jumps", in: company)
    switch size {
    case .value(let value): sizes = .normal(mean: value, sd: 0)
    case .distribution(let law as Normal):
      sizes = .normal(mean: law.mean, sd: law.standardDeviation)
    default:
      sizes = .any(EventSize(size, of: Multiple.jumpSize, adds: .itself, in: company))
    }
    traced = model.traced(company.fullName("multiple.jumps"), .jumps)
    let frequency = company.number(Multiple.jumpFrequency)
    let compensation = company.choice(Multiple.compensation)
    func taken(_ mean: Double?, _ what: String) -> Number {
      guard let mean, mean.isFinite else {
        company.refuse(Multiple.compensation, "\(what) is not finite for jumps of these sizes")
        return frequency
      }
      return model.product(frequency, mean)
    }
    meanPerYear = compensation == "longRun" ? taken(size.mean, "the mean") : nil
    driftTaken =
      compensation == "drift"
      ? taken(size.meanOfExponential.map { $0 - 1 }, "the mean of e to the size") : nil
  }

  func add(to log: Column, in block: Block, at step: Int) {
    guard let traced else { return addJumps(to: log, in: block, at: step) }
    block.values(of: traced).update(repeating: 0)
    addJumps(to: traced, in: block, at: step)
    ck_add(block[log], block[.column(traced)], block.count)
  }

  private func addJumps(to log: Column, in block: Block, at step: Int) {
    switch sizes {
    case .normal(let mean, let sd):
      events.addNormals(mean: mean, sd: sd, to: log, in: block, at: step)
    case .any(let size):
      events.withHits(in: block, at: step) { hits in
        size.add(hits, to: log, in: block, at: step)
      }
    }
  }
}
