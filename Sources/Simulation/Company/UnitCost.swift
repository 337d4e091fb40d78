import CKernels

/// The cost of a unit of usage, 1 at the start: it drifts, and it falls with all usage so far, by a share
/// for each doubling: C = (1 + drift)ᵗ (U / U₀)^log₂(1 - learning).
///
/// Reference: Wright (1936). Verified: `BusinessTests`, against a spreadsheet.
enum UnitCost {
  /// ln C, and where usage is kept as the next step starts from it; nil where nothing is learned.
  static func columns(
    usage: Usage, in company: Subject
  ) -> (log: Column, usageBefore: Column?) {
    let model = company.model
    let dt = model.stepLength
    let log = model.column()
    let drift = company.logRate(GrossMargin.drift) ?? model.constant(0)
    let change = model.product(drift, dt)
    let curve = experienceCurve(usage: usage, in: company)
    model.append(
      DriftingCost(
        name: company.fullName("costs.unitCost"), log: log, change: change, curve: curve?.log,
        followed: company.loadings(GrossMargin.follows)))
    return (log, curve?.level)
  }

  private static func experienceCurve(
    usage: Usage, in company: Subject
  ) -> ExperienceCurve? {
    switch (company.optional(GrossMargin.learning), company.optional(GrossMargin.experience)) {
    case (let learning?, let experience?):
      let curve = ExperienceCurve(
        usage: usage.served, experience: experience,
        exponent: company.model.derive(learning) { Simulation.log(1 - $0) / CKernels.log(2) },
        in: company)
      return curve
    case (_?, nil): company.refuse(GrossMargin.experience, "missing: learning needs it")
    case (nil, _?): company.warnUnused(GrossMargin.experience, without: GrossMargin.learning)
    case (nil, nil): break
    }
    return nil
  }
}

/// ln C by its drift, and what learning adds.
private struct DriftingCost: Component {
  let name: String
  let phase = Phase.costs
  let log: Column
  /// Of a step.
  let change: Number
  /// What learning has added since the start.
  let curve: Column?
  let followed: [Loading]

  func start(_ block: Block) { block.values(of: log).update(repeating: 0) }

  func advance(_ block: Block, to step: Int) {
    ck_add(block[log], block[change], block.count)
    if let curve { ck_add(block[log], block[.column(curve)], block.count) }
    for loading in followed { loading.add(to: log, in: block) }
  }
}

/// What a step of usage takes off ln C by learning.
struct ExperienceCurve: Component {
  let name: String
  let phase = Phase.costs
  /// Of a step.
  let log: Column
  /// Usage where the step begins.
  let level: Column
  private let usage: Column
  private let total: Column
  private let experience: Number
  private let exponent: Number
  private let dt: Double

  init(
    usage: Column, experience: Number, exponent: Number, in company: Subject
  ) {
    let model = company.model
    name = company.fullName("costs.unitCost.learning")
    log = model.column()
    level = model.column()
    total = model.column()
    self.usage = usage
    self.experience = experience
    self.exponent = exponent
    dt = model.stepLength
    model.append(self)
  }

  func start(_ block: Block) {
    block.values(of: log).update(repeating: 0)
    block.values(of: level).update(repeating: 1)
    block.fill(total, with: experience)
  }

  func advance(_ block: Block, to step: Int) {
    let (log, level, total) = (block[log], block[level], block[total])
    let exponent = block[exponent]
    // The area under usage, as a trapezium: first what it was, then what it is.
    log.update(from: level, count: block.capacity)
    ck_exp(level, block[usage], block.count)
    for path in 0..<block.capacity {
      let more = dt / 2 * (log[path] + level[path])
      log[path] = more / total[path]
      total[path] += more
    }
    ck_log1p(log, log, block.count)
    ck_multiply(log, log, exponent, block.count)
  }
}
