import CKernels

/// A clock that rings where a hazard has used up what it has drawn.
///
/// When it rings is known as long as the hazard stays as it is. Where the hazard changes, what is left is spread
/// over the new one; where it does not, nothing is computed. So what might change a hazard and does not leaves
/// the clock as it is, to the last digit.
struct HazardClock: Sendable {
  /// Its `next` is when it rings, in steps, if the hazard stays as it is.
  let clock: Clock
  /// Over which the hazard is stated as a whole, in steps; of a rate per step 1.
  private let length: Double
  /// The hazard that `next` goes by.
  private let hazard: Column
  /// What is left to use up, where the hazard is 0.
  private let left: Column
  /// What the hazard depends on within a step; nil where it is always the same.
  private let movers: HazardMovers?
  /// What rings add to it; nil where they add nothing.
  private let excitation: Excitation?

  init(
    _ clock: Clock, over length: Double, movers: HazardMovers?, excitation: Excitation? = nil,
    in model: Compiler
  ) {
    (self.clock, self.length, self.movers) = (clock, length, movers)
    self.excitation = excitation
    (hazard, left) = (model.column(), model.column())
  }

  // MARK: Winding

  /// Starts with the standard exponentials that stand in `next`.
  ///
  /// - Parameter hazard: Of a path.
  func start(_ block: Block, from time: Double, by hazard: (_ path: Int) -> HazardPace) {
    movers?.start(block)
    let steady = steadyHands(in: block)
    if let excitation {
      excitation.hands(steady, in: block).wind(block.capacity, at: time, by: hazard)
    } else {
      for path in 0..<block.capacity {
        steady.wind(path, with: steady.next[path], at: time, by: hazard(path))
      }
    }
  }

  /// Starts it without a ring.
  func stop(_ block: Block) {
    movers?.start(block)
    clock.stop(block)
    excitation?.stop(block)
    block.values(of: hazard).update(repeating: 0)
    block.values(of: left).update(repeating: .infinity)
  }

  /// On paths that have failed before they start, it does not ring.
  func stopFailed(_ block: Block) {
    clock.visitFailed(block) {
      wind($0, with: .infinity, at: 0, by: HazardPace(rate: 0), block)
    }
  }

  /// From a time on, a hazard uses up what has been drawn, and nothing has rung before.
  @inline(__always)
  func wind(
    _ path: Int, with drawn: Double, at time: Double, by pace: HazardPace, _ block: Block
  ) {
    let steady = steadyHands(in: block)
    guard let excitation else { return steady.wind(path, with: drawn, at: time, by: pace) }
    excitation.hands(steady, in: block).wind(path, with: drawn, at: time, by: pace)
  }

  @inline(__always)
  private func steadyHands(in block: Block) -> SteadyHands {
    SteadyHands(
      next: block[clock.next], hazard: block[hazard], left: block[left], length: length)
  }

  // MARK: A step

  /// Takes the clocks through a span of which nothing has rung, up to its end or its first ring.
  ///
  /// - Parameters:
  ///   - open: For which part of the step a gate is open; nil without one.
  ///   - mean: The hazard in the span, the gate not counted; where something changes in it, of no account.
  ///   - momentary: The hazard at a moment, the gate counted.
  @inline(__always)
  func run(
    through span: StepSpan, open: UnsafeMutablePointer<Double>?, mean: ck_number, _ block: Block,
    momentary: (_ path: Int, _ moment: TimeInStep) -> HazardPace
  ) {
    guard let movers else { return }
    var changing = block[clock.rings]
    movers.findChanges(in: span.step, open: open, into: &changing, block)
    let steady = steadyHands(in: block)
    if let excitation {
      let excited = excitation.hands(steady, in: block)
      for path in 0..<block.capacity where !haveMoved(path, in: span.step, block) {
        let open = open?[path] ?? 1
        let pace = HazardPace(rate: Self.rate(mean[path], through: open), open: open)
        excited.turn(path, to: pace, at: span.from)
      }
      follow(changing, of: excited, in: span, block, momentary)
    } else {
      var now = mean
      if let open {
        for path in 0..<block.capacity { open[path] = Self.rate(mean[path], through: open[path]) }
        now = ck_number(p: open, mask: ~0)
      }
      steady.turn(
        to: now, at: span.from, but: movers.changes(in: block), in: span.step, block.count)
      follow(changing, of: steady, in: span, block, momentary)
    }
  }

  /// What stands still does so where its hazard has no bound.
  @inline(__always)
  private static func rate(_ mean: Double, through open: Double) -> Double {
    open == 0 ? 0 : open * mean
  }

  /// Runs through a span on the paths on which something changes in it.
  @inline(__always)
  private func follow(
    _ changing: Hits, of hands: some HazardHands, in span: StepSpan, _ block: Block,
    _ momentary: (_ path: Int, _ moment: TimeInStep) -> HazardPace
  ) {
    guard let movers, !changing.isEmpty else { return }
    movers.withRoom { cuts in
      for place in 0..<changing.count {
        let path = changing.path(place)
        let count = movers.findCuts(path, in: span, block, into: cuts)
        hands.follow(path, in: span, cuts[..<count]) { momentary(path, $0) }
      }
    }
  }

  /// Goes on with a new draw, of exponentials, after each of some rings.
  ///
  /// - Parameter span: The rest of it is run through up to the next ring.
  @inline(__always)
  func goOn(
    _ rings: Hits, in span: StepSpan, _ block: Block,
    momentary: (_ path: Int, _ moment: TimeInStep) -> HazardPace
  ) {
    clock.drawExponentials(rings, in: block)
    let steady = steadyHands(in: block)
    if let excitation {
      excitation.hands(steady, in: block).rewind(rings)
    } else {
      steady.rewind(rings)
    }
    for place in 0..<rings.count where haveMoved(rings.path(place), in: span.step, block) {
      let path = rings.path(place)
      follow(path, from: rings.times[place], in: span, block) { momentary(path, $0) }
    }
  }

  /// Whether something changes within a step.
  @inline(__always)
  func haveMoved(_ path: Int, in step: Int, _ block: Block) -> Bool {
    movers?.haveChanged(path, in: step, block) ?? false
  }

  /// Runs through the rest of a span in which something changes.
  @inline(__always)
  func follow(
    _ path: Int, from time: Double, in span: StepSpan, _ block: Block,
    momentary: (_ moment: TimeInStep) -> HazardPace
  ) {
    guard let movers else { return }
    movers.withRoom { cuts in
      let rest = span.from(time)
      let count = movers.findCuts(path, in: rest, block, into: cuts)
      let steady = steadyHands(in: block)
      if let excitation {
        excitation.hands(steady, in: block).follow(path, in: rest, cuts[..<count], momentary)
      } else {
        steady.follow(path, in: rest, cuts[..<count], momentary)
      }
    }
  }
}
