import CKernels

/// Events at exact times, each of which brings about others: see `Excitation`.
///
/// Verified: `WhatCanHappenTests`, `JumpTests`.
struct ClusteredEvents: Sendable {
  private let clock: Clock
  private let hazard: HazardClock
  /// Of those that no other brings about, per step.
  private let own: Number
  private let momentary: MomentaryNumber

  /// - Parameters:
  ///   - name: Full name of the draws that say when they happen.
  ///   - frequency: Per step, those included that others bring about.
  ///   - tooMany: Why a path fails on which there are too many.
  init(
    _ name: String, frequency: Number, branching: Number, halfLife: Number, recent: Number?,
    tooMany: String, in model: Compiler
  ) {
    let clock = Clock(name, tooMany: tooMany, in: model)
    let own = model.derive(frequency, branching) { $0 * (1 - $1) }
    let momentary = model.momentary(own)
    let movers =
      own.time == .step ? HazardMovers(regimes: momentary.regimes, in: model) : nil
    let excitation = Excitation(
      branching: branching, halfLife: halfLife, recent: recent, frequency: frequency, in: model)
    (self.clock, self.own, self.momentary) = (clock, own, momentary)
    hazard = HazardClock(clock, over: 1, movers: movers, excitation: excitation, in: model)
  }

  func start(_ block: Block) {
    // Nothing happens on the path of medians.
    guard !block.isAtMedian else { return hazard.stop(block) }
    clock.start(block)
    let own = block[own]
    hazard.start(block, from: 0) { HazardPace(rate: own[$0]) }
    hazard.stopFailed(block)
  }

  /// Calls `ring` for those of a step: each time for one of each path that has any left, numbered.
  func advance(_ block: Block, to step: Int, _ ring: (Hits) -> Void) {
    let span = StepSpan(of: step)
    func pace(_ path: Int, _ moment: TimeInStep) -> HazardPace {
      HazardPace(rate: momentary.value(path, at: moment, in: block))
    }
    if own.time == .step {
      hazard.run(through: span, open: nil, mean: block[own], block, momentary: pace)
    }
    let next = block[clock.next]
    var hits = clock.due(span.to, block)
    while !hits.isEmpty {
      clock.number(hits, in: block)
      ring(hits)
      hazard.goOn(hits, in: span, block, momentary: pace)
      // What is no number rings no more.
      hits.keep { next[$0] <= span.to }
      for place in 0..<hits.count { hits.times[place] = next[hits.path(place)] }
    }
  }
}
