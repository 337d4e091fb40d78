import CKernels

/// Jumps of the log multiple: a Poisson number in a step, or where they come in clusters those of their own times,
/// each of its own size.
///
/// Reference: Merton (1976) for normal sizes. Verified: `BrownianTests`, `JumpTests`, `WhatCanHappenTests`.
struct MultipleJumps: Sendable {
  /// λE[J] per year where the long run takes it back, else nil.
  let meanPerYear: Number?
  /// λ(E[e^J] - 1) per year where the drift takes it back, else nil.
  let driftTaken: Number?
  private let arrivals: Arrivals
  /// Where a step's jumps stay for whoever traces them.
  private let traced: Column?

  private enum Arrivals: Sendable {
    case poisson(Events, Sizes)
    case clustered(ClusteredJumps)
  }

  private enum Sizes: Sendable {
    /// Sums of normals are normal: one draw for a step's jumps.
    case normal(mean: Double, sd: Double)
    case any(EventSize)

    init(_ size: Assumption.Law, in company: Subject) {
      switch size {
      case .value(let value): self = .normal(mean: value, sd: 0)
      case .distribution(let law as Normal):
        self = .normal(mean: law.mean, sd: law.standardDeviation)
      default: self = .any(EventSize(size, of: Multiple.jumpSize, adds: .itself, in: company))
      }
    }
  }

  init?(in company: Subject) {
    let model = company.model
    guard let size = company.law(Multiple.jumpSize), company.has(Multiple.jumpFrequency) else {
      return nil
    }
    arrivals =
      ClusteredJumps(of: size, in: company).map { .clustered($0) }
      ?? .poisson(
        Events(Multiple.jumpFrequency, source: "multiple.jumps", in: company),
        Sizes(size, in: company))
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

  func start(_ block: Block) {
    if case .clustered(let jumps) = arrivals { jumps.start(block) }
  }

  func add(to log: Column, in block: Block, at step: Int) {
    guard let traced else { return addJumps(to: log, in: block, at: step) }
    block.values(of: traced).update(repeating: 0)
    addJumps(to: traced, in: block, at: step)
    ck_add(block[log], block[.column(traced)], block.count)
  }

  private func addJumps(to log: Column, in block: Block, at step: Int) {
    switch arrivals {
    case .clustered(let jumps): jumps.add(to: log, in: block, at: step)
    case .poisson(let events, .normal(let mean, let sd)):
      events.addNormals(mean: mean, sd: sd, to: log, in: block, at: step)
    case .poisson(let events, .any(let size)):
      events.withHits(in: block, at: step) { hits in
        size.add(hits, to: log, in: block, at: step)
      }
    }
  }
}

/// Jumps each of which brings about others: at their own times, sizes drawn by their numbers.
private struct ClusteredJumps: Sendable {
  private let events: ClusteredEvents
  private let size: DrawnNumber
  private let failure: Column
  private let cause: Int

  /// Nil where none brings about others.
  init?(of size: Assumption.Law, in company: Subject) {
    let model = company.model
    guard let branching = company.optional(Multiple.jumpBranching),
      let halfLife = company.optional(Multiple.jumpHalfLife), model.value(of: branching) != 0
    else { return nil }
    let sizes = company.fullName(Multiple.jumpSize.key)
    guard let drawn = DrawnNumber(size, name: sizes, in: model) else { return nil }
    self.size = drawn
    if let law = size.only, !(law is Normal) { model.warnOfExponential(law, of: sizes) }
    let name = company.fullName(Multiple.jumpFrequency.key)
    let rate = model.product(company.number(Multiple.jumpFrequency), model.stepLength)
    model.refuseStepRate(rate, of: name)
    events = ClusteredEvents(
      company.fullName(Multiple.jumpBranching.section), frequency: rate, branching: branching,
      halfLife: halfLife, recent: company.optional(Multiple.recentJumps),
      tooMany: "\(company.fullName("multiple")) jumped more than \(NumberedDraws.most) times",
      in: model)
    failure = model.failure
    cause = model.failureCause("\(sizes) was drawn outside its domain (any number)")
  }

  func start(_ block: Block) { events.start(block) }

  func add(to log: Column, in block: Block, at step: Int) {
    let sums = block[log]
    events.advance(block, to: step) { hits in
      size.draw(hits, in: block)
      for place in 0..<hits.count {
        let (path, jump) = (hits.path(place), hits.draws[place])
        sums[path] += jump
        if !jump.isFinite { block.fail(path, as: cause, in: failure) }
      }
    }
  }
}
