import CKernels

/// What occurrences add to their own hazard: each lifts it at once, and what it has added halves again and again
/// (Hawkes 1971, with an exponential kernel).
///
/// With λ̄ the rate without it and x what is left of all that was added, ∫λ over a time τ is λ̄τ + x(1 - e^(-βτ))/β.
/// So nothing is computed while nothing happens, and rings are exact.
///
/// Reference: Dassios & Zhao (2013). Verified: `ExcitationTests`, `ClusteringTests`, `WhatCanHappenTests`.
struct Excitation: Sendable {
  /// β, in a step.
  private let speed: Number
  /// What an occurrence adds, per step.
  private let jump: Number
  /// Two factors of what there is of it at the start.
  private let start: (Number, Number)
  /// What is left of all that was added, at `since`; what of the draw is left there, too.
  private let level: Column
  private let since: Column
  /// What a gate lets through.
  private let open: Column

  /// - Parameters:
  ///   - branching: How many occurrences one brings about, on average.
  ///   - halfLife: In years.
  ///   - recent: How many there have been just before the start; where nobody says, what they add is the mean of
  ///     the long run.
  ///   - frequency: Per step, those included that others bring about.
  init(
    branching: Number, halfLife: Number, recent: Number?, frequency: Number, in model: Compiler
  ) {
    let dt = model.stepLength
    let speed = model.derive(halfLife) { MeanReversion(halfLife: $0, step: dt).speed * dt }
    let jump = model.derive(branching, speed) { $0 * $1 }
    (self.speed, self.jump) = (speed, jump)
    start = recent.map { (jump, $0) } ?? (branching, frequency)
    (level, since, open) = (model.column(), model.column(), model.column())
  }

  /// Nothing is left of anything.
  func stop(_ block: Block) {
    for column in [level, since, open] { block.values(of: column).update(repeating: 0) }
  }

  func hands(_ hands: SteadyHands, in block: Block) -> ExcitedHands {
    ExcitedHands(
      next: hands.next, hazard: hands.hazard, left: hands.left, level: block[level],
      since: block[since], open: block[open], speed: block[speed], jump: block[jump],
      start: (block[start.0], block[start.1]))
  }
}

/// Hands of a hazard to which occurrences add. Those that ring together are wound together, by a kernel.
struct ExcitedHands: HazardHands {
  let next, hazard, left: UnsafeMutablePointer<Double>
  fileprivate let level, since, open: UnsafeMutablePointer<Double>
  fileprivate let speed, jump: ck_number
  fileprivate let start: (ck_number, ck_number)

  func wind(_ path: Int, with drawn: Double, at time: Double, by pace: HazardPace) {
    level[path] = start.0[path] * start.1[path]
    note(path, drawn, at: time, pace)
    findRing(path)
  }

  /// All of a block, each with the draw that stands in `next`.
  func wind(_ count: Int, at time: Double, by pace: (_ path: Int) -> HazardPace) {
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: count) { paths in
      for path in 0..<count {
        level[path] = start.0[path] * start.1[path]
        note(path, next[path], at: time, pace(path))
        paths.initializeElement(at: path, to: UInt32(path))
      }
      ck_find_rings(clock, paths.baseAddress, Int32(count))
    }
  }

  func rewind(_ rings: Hits) {
    ck_rewind(clock, jump, rings.paths, rings.draws, Int32(rings.count))
  }

  func turn(_ path: Int, to pace: HazardPace, at time: Double) {
    guard pace.rate != hazard[path] || pace.open != open[path] else { return }
    let (speed, passed) = (speed[path], time - since[path])
    let faded = CKernels.expm1(-speed * passed)
    let used = hazard[path] * passed - open[path] * level[path] * faded / speed
    level[path] += level[path] * faded
    note(path, max(left[path] - used, 0), at: time, pace)
    findRing(path)
  }

  private var clock: ck_excited {
    ck_excited(
      next: next, level: level, since: since, left: left, hazard: hazard, open: open, speed: speed)
  }

  private func note(_ path: Int, _ budget: Double, at time: Double, _ pace: HazardPace) {
    (left[path], since[path]) = (budget, time)
    (hazard[path], open[path]) = (pace.rate, pace.open)
  }

  private func findRing(_ path: Int) {
    var path = UInt32(path)
    ck_find_rings(clock, &path, 1)
  }
}
