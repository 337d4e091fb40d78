import CKernels

/// How fast a hazard runs down what its clock has drawn.
struct HazardPace: Sendable {
  /// Without what occurrences add; a gate counted.
  let rate: Double
  /// Which part of what they add a gate lets through: 1 where it is open, 0 where it is not.
  var open = 1.0
}

/// The clocks of a block, on each path the next ring of one.
protocol HazardHands {
  /// When they ring, in steps, if the hazard stays as it is.
  var next: UnsafeMutablePointer<Double> { get }
  /// From a time on, a hazard uses up what has been drawn, and nothing has rung before.
  func wind(_ path: Int, with drawn: Double, at time: Double, by pace: HazardPace)
  /// They have rung, and go on with what has been drawn next.
  func rewind(_ rings: Hits)
  /// From a time on, the hazard is another.
  func turn(_ path: Int, to pace: HazardPace, at time: Double)
}

extension HazardHands {
  /// Runs through a span, up to its end or the first ring.
  ///
  /// - Parameter cuts: When the hazard changes within it, ascending.
  @inline(__always)
  func follow(
    _ path: Int, in span: StepSpan, _ cuts: Slice<UnsafeMutableBufferPointer<Double>>,
    _ momentary: (_ moment: TimeInStep) -> HazardPace
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

/// Hands of a hazard that stays what it is between two moments.
struct SteadyHands: HazardHands {
  let next, hazard, left: UnsafeMutablePointer<Double>
  let length: Double

  @inline(__always)
  func wind(_ path: Int, with drawn: Double, at time: Double, by pace: HazardPace) {
    hazard[path] = pace.rate
    if pace.rate > 0 {
      next[path] = time + length * drawn / pace.rate
    } else {
      (next[path], left[path]) = (.infinity, drawn)
    }
  }

  @inline(__always)
  func rewind(_ rings: Hits) {
    for place in 0..<rings.count {
      let path = rings.path(place)
      let pace = HazardPace(rate: hazard[path])
      wind(path, with: rings.draws[place], at: rings.times[place], by: pace)
    }
  }

  @inline(__always)
  func turn(_ path: Int, to pace: HazardPace, at time: Double) {
    let now = hazard[path]
    guard pace.rate != now else { return }
    let left = now > 0 ? (next[path] - time) * now / length : left[path]
    wind(path, with: left, at: time, by: pace)
  }

  /// From a time on, the hazards are others, but on the paths on which something changes within the step.
  func turn(
    to rates: ck_number, at time: Double, but changed: UnsafePointer<Double>, in step: Int,
    _ count: Int32
  ) {
    let clock = ck_clock(next: next, hazard: hazard, left: left, changed: changed, length: length)
    ck_turn(clock, rates, time, Double(step), count)
  }

}
