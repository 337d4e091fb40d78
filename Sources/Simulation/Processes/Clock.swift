/// Something that rings on each path of a block again and again: when next, and the draws that say so.
///
/// A step only compares.
struct Clock: Sendable {
  /// When it rings, in steps.
  let next: Column
  let first: ClockDraw
  let rings: HitList
  /// How many draws have been taken.
  private let draws: Column
  private let failure: Column
  private let cause: Int

  /// - Parameters:
  ///   - name: Full name of what it draws.
  ///   - tooMany: Why a path fails on which it rings too often.
  init(_ name: String, tooMany: String, in model: Compiler) {
    (next, draws, rings) = (model.column(), model.column(), HitList(in: model))
    first = ClockDraw(name, in: model)
    failure = model.failure
    cause = model.failureCause(tooMany)
  }

  /// On the path of medians nothing rings.
  func stop(_ block: Block) { block.values(of: next).update(repeating: .infinity) }

  /// Sets `next` to the standard exponentials that it starts with.
  func start(_ block: Block) {
    startCounting(block)
    first.setExponentials(next, in: block)
  }

  func startCounting(_ block: Block) { block.values(of: draws).update(repeating: 0) }

  /// On paths that have failed before they start, it does not ring.
  func stopFailed(_ block: Block) {
    let next = block[next]
    visitFailed(block) { next[$0] = .infinity }
  }

  /// Calls for each path that has failed.
  func visitFailed(_ block: Block, _ body: (_ path: Int) -> Void) {
    let failures = block[failure]
    for path in 0..<block.capacity where failures[path] != 0 { body(path) }
  }

  /// The paths on which it has rung by a time.
  func due(_ time: Double, _ block: Block) -> Hits { block.due(next, at: time, in: rings) }

  /// Sets the draws of hits to standard exponentials, ∞ where it has rung too often.
  func drawExponentials(_ hits: Hits, in block: Block) {
    count(hits, in: block)
    first.later.setExponentials(hits, in: block)
    stopTired(hits)
  }

  /// The same with draws of a law.
  func draw(_ sampler: any Sampler, _ hits: Hits, in block: Block) {
    count(hits, in: block)
    first.later.setDraws(of: sampler, hits, in: block)
    stopTired(hits)
  }

  /// Gives hits the numbers of their paths' next draws.
  private func count(_ hits: Hits, in block: Block) {
    let draws = block[draws]
    for place in 0..<hits.count {
      let path = hits.path(place)
      draws[path] += 1
      hits.numbers[place] = NumberedDraws.number(draws[path])
      if Int(draws[path]) >= NumberedDraws.most { block.fail(path, as: cause, in: failure) }
    }
  }

  private func stopTired(_ hits: Hits) {
    for place in 0..<hits.count where hits.numbers[place] == NumberedDraws.most {
      hits.draws[place] = .infinity
    }
  }

  /// Gives hits the numbers of the draws that their paths have taken.
  func number(_ hits: Hits, in block: Block) {
    let draws = block[draws]
    for place in 0..<hits.count {
      hits.numbers[place] = NumberedDraws.number(draws[hits.path(place)])
    }
  }
}

extension HitList {
  init(in model: Compiler) {
    self.init(places: model.column(), times: model.column(), draws: model.column())
  }
}
