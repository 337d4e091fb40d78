import CKernels

/// Jumps of the log multiple: compound Poisson with normal sizes.
struct MultipleJumps: Sendable {
  /// λE[J] per year where the long run takes it back, else nil.
  let meanPerYear: Number?
  /// λ(E[e^J] - 1) per year where the drift takes it back, else nil.
  let driftTaken: Number?
  private let source: Source
  private let law: PoissonLaw
  private let mean: Double
  private let sd: Double

  init?(in company: inout CompanyBuilder) {
    guard let stated = company.law(Multiple.jumpSize), company.has(Multiple.jumpFrequency) else {
      return nil
    }
    switch stated {
    case .value(let value): (mean, sd) = (value, 0)
    case .distribution(let size as Normal): (mean, sd) = (size.mean, size.standardDeviation)
    case .distribution, .schedule:
      company.refuse(Multiple.jumpSize, "must be normal: {normal: {mean: -4%, sd: 10%}}")
      return nil
    }
    source = company.source("multiple.jumps")
    let frequency = company.number(Multiple.jumpFrequency)
    law = PoissonLaw(Multiple.jumpFrequency, in: &company)
    let (mean, sd) = (mean, sd)
    let compensation = company.choice(Multiple.compensation)
    meanPerYear =
      compensation == "longRun" ? company.model.derive(frequency) { $0 * mean } : nil
    driftTaken =
      compensation == "drift"
      ? company.model.derive(frequency) { $0 * expm1(mean + sd * sd / 2) } : nil
  }

  func add(to log: Column, in block: Block, at step: Int) {
    law.withLaw(block) { law in
      ck_add_jumps(block[log], block.count, block.place(source, step), law, mean, sd)
    }
  }
}
