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

  init(_ clock: Clock, over length: Double, movers: HazardMovers?, in model: Compiler) {
    (self.clock, self.length, self.movers) = (clock, length, movers)
    (hazard, left) = (model.column(), model.column())
  }

  // MARK: Winding

  /// Starts with the standard exponentials that stand in `next`.
  ///
  /// - Parameter hazard: Of a path.
  func start(_ block: Block, from time: Double, by hazard: (_ path: Int) -> Double) {
    movers?.start(block)
    let hands = hands(in: block)
    for path in 0..<block.capacity {
      hands.wind(path, with: hands.next[path], at: time, by: hazard(path))
    }
  }

  /// Starts it without a ring.
  func stop(_ block: Block) {
    movers?.start(block)
    clock.stop(block)
    block.values(of: hazard).update(repeating: 0)
    block.values(of: left).update(repeating: .infinity)
  }

  /// On paths that have failed before they start, it does not ring.
  func stopFailed(_ block: Block) {
    clock.visitFailed(block) { wind($0, with: .infinity, at: 0, by: 0, block) }
  }

  /// From a time on, a hazard uses up what has been drawn.
  func wind(_ path: Int, with drawn: Double, at time: Double, by rate: Double, _ block: Block) {
    hands(in: block).wind(path, with: drawn, at: time, by: rate)
  }

  @inline(__always)
  private func hands(in block: Block) -> Hands {
    Hands(
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
    momentary: (_ path: Int, _ moment: TimeInStep) -> Double
  ) {
    guard let movers else { return }
    var changing = block[clock.rings]
    movers.findChanges(in: span.step, open: open, into: &changing, block)
    var now = mean
    if let open {
      // What stands still does so where its hazard has no bound.
      for path in 0..<block.capacity { open[path] *= open[path] == 0 ? 0 : mean[path] }
      now = ck_number(p: open, mask: ~0)
    }
    let hands = hands(in: block)
    hands.turn(
      to: now, at: span.from, but: movers.changes(in: block), in: span.step, block.count)
    if changing.isEmpty { return }
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
    momentary: (_ path: Int, _ moment: TimeInStep) -> Double
  ) {
    clock.drawExponentials(rings, in: block)
    let hands = hands(in: block)
    for place in 0..<rings.count {
      let path = rings.path(place)
      hands.wind(
        path, with: rings.draws[place], at: rings.times[place], by: hands.hazard[path])
      guard haveMoved(path, in: span.step, block) else { continue }
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
    momentary: (_ moment: TimeInStep) -> Double
  ) {
    guard let movers else { return }
    movers.withRoom { cuts in
      let rest = span.from(time)
      let count = movers.findCuts(path, in: rest, block, into: cuts)
      hands(in: block).follow(path, in: rest, cuts[..<count], momentary)
    }
  }
}

/// The clocks of a block.
private struct Hands {
  let next, hazard, left: UnsafeMutablePointer<Double>
  let length: Double

  @inline(__always)
  func wind(_ path: Int, with drawn: Double, at time: Double, by rate: Double) {
    hazard[path] = rate
    if rate > 0 {
      next[path] = time + length * drawn / rate
    } else {
      (next[path], left[path]) = (.infinity, drawn)
    }
  }

  /// From a time on, the hazards are others, but on the paths on which something changes within the step.
  func turn(
    to rates: ck_number, at time: Double, but changed: UnsafePointer<Double>, in step: Int,
    _ count: Int32
  ) {
    let clock = ck_clock(next: next, hazard: hazard, left: left, changed: changed, length: length)
    ck_turn(clock, rates, time, Double(step), count)
  }

  /// From a time on, the hazard of one is another.
  @inline(__always)
  func turn(_ path: Int, to rate: Double, at time: Double) {
    let now = hazard[path]
    guard rate != now else { return }
    let left = now > 0 ? (next[path] - time) * now / length : left[path]
    wind(path, with: left, at: time, by: rate)
  }

  /// Runs through a span, up to its end or the first ring.
  ///
  /// - Parameter cuts: When the hazard changes within it, ascending.
  @inline(__always)
  func follow(
    _ path: Int, in span: StepSpan, _ cuts: Slice<UnsafeMutableBufferPointer<Double>>,
    _ momentary: (_ moment: TimeInStep) -> Double
  ) {
    var from = span.from
    for place in 0...cuts.count {
      let to = place < cuts.count ? cuts[place] : span.to
      turn(path, to: momentary(TimeInStep(time: (from + to) / 2, step: span.step)), at: from)
      if next[path] <= to { return }
      from = to
    }
  }
}
