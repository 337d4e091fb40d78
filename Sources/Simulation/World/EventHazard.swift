import CKernels

/// The hazard of an event: constant, or one that moves with dates, regimes or a condition.
struct EventHazard: Sendable {
  private let clock: HazardClock
  /// Over the whole length.
  private let whole: Number
  private let momentary: MomentaryNumber
  private let from: Double
  private let to: Double
  /// It runs only while this holds.
  private let gate: EventCondition?
  private let isMoving: Bool

  /// - Parameters:
  ///   - whole: Over a length of time.
  ///   - length: In steps; of a rate per step 1.
  ///   - from: When it begins, in steps.
  ///   - to: When it ends.
  ///   - excitation: What occurrences add to it.
  init(
    _ clock: Clock, _ whole: Number, over length: Double, from: Double, to: Double,
    gate: EventCondition?, excitation: Excitation? = nil, in model: Compiler
  ) {
    self.whole = whole
    (self.from, self.to) = (from, to)
    self.gate = gate
    momentary = model.momentary(whole)
    isMoving = gate != nil || whole.time == .step
    let movers =
      isMoving
      ? HazardMovers(
        regimes: momentary.regimes + (gate?.regimes ?? []), times: gate?.times ?? [],
        dates: gate?.beginnings.filter { $0 > 0 } ?? [], in: model) : nil
    self.clock = HazardClock(
      clock, over: length, movers: movers, excitation: excitation, in: model)
  }

  var isGated: Bool { gate != nil }

  /// Starts with the standard exponentials that the clock's `next` has.
  func start(_ block: Block) {
    let whole = block[whole]
    clock.start(block, from: from) {
      isGated ? HazardPace(rate: 0, open: 0) : HazardPace(rate: whole[$0])
    }
  }

  func stop(_ block: Block) { clock.stop(block) }

  func stopFailed(_ block: Block) { clock.stopFailed(block) }

  /// The part of a step in which it runs.
  func span(of step: Int) -> StepSpan? {
    let whole = StepSpan(of: step)
    guard whole.to > from, whole.from < to else { return nil }
    return StepSpan(step: step, from: max(whole.from, from), to: min(whole.to, to))
  }

  /// Takes the clock through a span, up to its end or its first ring.
  func run(through span: StepSpan, _ block: Block) {
    guard isMoving else { return }
    let open = gate.map { block[$0.ask(.part, at: span.step, in: block)] }
    clock.run(through: span, open: open, mean: block[whole], block) { hazard($0, at: $1, block) }
  }

  /// Goes on after rings, up to the end of the span or the next ring.
  func goOn(_ rings: Hits, in span: StepSpan, _ block: Block) {
    clock.goOn(rings, in: span, block) { hazard($0, at: $1, block) }
  }

  private func hazard(_ path: Int, at moment: TimeInStep, _ block: Block) -> HazardPace {
    let isOpen = gate?.holds(path, at: moment, in: block) ?? true
    return isOpen
      ? HazardPace(rate: momentary.value(path, at: moment, in: block))
      : HazardPace(rate: 0, open: 0)
  }
}
