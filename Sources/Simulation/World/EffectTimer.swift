/// How long what an effect has done lasts on each path.
struct EffectTimer: Sendable {
  private let length: DrawnNumber
  private let stepsPerYear: Double
  /// When it ends, in steps; ∞ where it does not act.
  private let until: Column
  /// The size that acts.
  private let size: Column
  private let hits: HitList

  /// - Parameter length: In years; one draw for all effects of a map.
  init(_ length: DrawnNumber, in model: Compiler) {
    self.length = length
    stepsPerYear = 1 / model.stepLength
    (until, size, hits) = (model.column(), model.column(), HitList(in: model))
  }

  func start(_ block: Block) { block.values(of: until).update(repeating: .infinity) }

  /// Calls `undo` for those of the paths that are hit on which it still acts; the draws say of which size it was.
  func stop(_ new: Hits, in block: Block, _ undo: (Hits) -> Void) {
    let (until, size) = (block[until], block[size])
    let acting = new.some(in: block[hits]) { until[new.path($0)] < .infinity }
    for place in 0..<acting.count { acting.draws[place] = size[acting.path(place)] }
    if !acting.isEmpty { undo(acting) }
  }

  /// Begins anew on the paths that are hit, each with its draw as the size.
  func begin(_ new: Hits, in block: Block) {
    let (until, size) = (block[until], block[size])
    for place in 0..<new.count { size[new.path(place)] = new.draws[place] }
    let all = new.some(in: block[hits]) { _ in true }
    length.draw(all, in: block)
    for place in 0..<all.count {
      let time = all.times[place]
      // A hair below, so that half a year after a date is a date; it shows on the date behind it at least.
      let end = time + all.draws[place] * stepsPerYear - 1e-9
      until[all.path(place)] = max(end, (time - 1e-9).rounded(.up).nextUp)
    }
  }

  /// Calls `undo` for the paths on which it ends by a step; the draws say of which size it was.
  func end(_ step: Int, in block: Block, _ undo: (Hits) -> Void) {
    let ended = block.due(until, at: Double(step), in: hits)
    if ended.isEmpty { return }
    let (until, size) = (block[until], block[size])
    for place in 0..<ended.count {
      until[ended.path(place)] = .infinity
      ended.draws[place] = size[ended.path(place)]
    }
    undo(ended)
  }
}

/// Takes back what effects have done for a time.
struct EndOfEffects: Component {
  let name = "effects that end"
  let phase = Phase.endings
  /// The last to act first, so that what ends together leaves nothing.
  let effects: [BoundEffect]

  func start(_ block: Block) { for effect in effects { effect.lasting?.start(block) } }

  func advance(_ block: Block, to step: Int) {
    for effect in effects { effect.lasting?.end(step, in: block) { effect.undo($0, in: block) } }
  }
}
