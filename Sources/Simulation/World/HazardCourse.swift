/// How a hazard runs within a step on one path: constant between the moments at which something that it depends
/// on changes.
///
/// What a clock has left is known at the end of a step. Where a hazard has used up more than that, the ring was
/// when what remained to the end was the excess.
struct HazardCourse {
  private struct Piece {
    let from: Double
    let to: Double
    /// Per step.
    let rate: Double

    var whole: Double { rate == 0 || to == from ? 0 : rate * (to - from) }
  }

  private let pieces: [Piece]

  /// - Parameters:
  ///   - cuts: When something changes, ascending, between the ends of the span.
  ///   - rate: At a moment within a piece.
  init(_ cuts: [Double], in span: StepSpan, rate: (TimeInStep) -> Double) {
    pieces = zip([span.from] + cuts, cuts + [span.to]).map { from, to in
      Piece(from: from, to: to, rate: rate(TimeInStep(time: (from + to) / 2, step: span.step)))
    }
  }

  var whole: Double { pieces.reduce(0) { $0 + $1.whole } }

  /// The time after which it uses up as much as is given. One without bound rings at once.
  func time(before excess: Double) -> Double {
    var excess = excess
    for piece in pieces.reversed() where piece.rate.isFinite {
      if piece.whole >= excess, piece.rate > 0 { return piece.to - excess / piece.rate }
      excess -= piece.whole
    }
    return pieces.first { $0.rate > 0 }?.from ?? pieces.last?.to ?? 0
  }
}

/// A part of a step.
struct StepSpan: Sendable {
  let step: Int
  let from: Double
  let to: Double

  var length: Double { to - from }
}

extension StepSpan {
  init(of step: Int) { self.init(step: step, from: Double(step) - 1, to: Double(step)) }
}

/// What a hazard depends on that may change within a step.
struct HazardMovers: Sendable {
  let regimes: [RegimeOccupancy]
  /// Times at which events or insolvencies have happened.
  let times: [Column]

  var isEmpty: Bool { regimes.isEmpty && times.isEmpty }

  /// Whether more than one thing may change, or one in two places, so that the mean over a step is not the
  /// product of means.
  var areSeveral: Bool { regimes.count + times.count > 1 }

  func haveChanged(_ path: Int, in step: Int, _ block: Block) -> Bool {
    regimes.contains { $0.hasChanged(path, in: step, block) }
      || times.contains { contains(block[$0][path], step) }
  }

  private func contains(_ time: Double, _ step: Int) -> Bool {
    time > Double(step - 1) && time < Double(step)
  }

  /// Calls once for each path on which a regime has changed in a step.
  func visitSwitched(in step: Int, _ block: Block, _ body: (_ path: Int) -> Void) {
    for (place, regime) in regimes.enumerated() {
      block[regime.changed(in: step)].visit { path in
        // Those of regimes before it have been visited.
        if regimes[..<place].contains(where: { $0.hasChanged(path, in: step, block) }) { return }
        body(path)
      }
    }
  }

  /// When something changes within a part of a step, ascending.
  func cuts(_ path: Int, in span: StepSpan, _ block: Block) -> [Double] {
    var cuts = times.map { block[$0][path] }
    for regime in regimes {
      regime.visitChanges(path, in: span.step, block) { cuts.append($0.time) }
    }
    return cuts.filter { $0 > span.from && $0 < span.to }.sorted()
  }
}
