import Statistics

extension GoalSearch {
  /// Near enough for an end: a twentieth of the output's reach, or a hundredth of the way to the end.
  private static var nearForEnd: Double { 0.05 }
  private static var nearInWay: Double { 0.01 }
  /// Where the output jumps out of reach, each halving is a run: a twentieth of the way.
  private static var nearInJump: Double { 0.05 }

  /// The inputs next to a root whose outputs cannot be told from the target: from the nearest one on each
  /// side that is known to be outside, back to where the interval of the output leaves the target.
  func inputs(around root: Double) -> Interval {
    let known = memory.inputs
    return Interval(
      low: end(from: root, past: known.filter { $0 < root }.reversed()) ?? -.infinity,
      high: end(from: root, past: known.filter { $0 > root }) ?? .infinity)
  }

  /// Nil where no input is known to be outside, or outputs are no numbers on the way.
  private func end(from root: Double, past inputs: [Double]) -> Double? {
    var inside = root
    for input in inputs {
      let output = memory.output(at: input)
      if output.value.isNaN || output.interval.low.isNaN || output.interval.high.isNaN {
        return nil
      }
      guard holdsTarget(input) else { return end(from: root, inside: inside, outside: input) }
      inside = input
    }
    return nil
  }

  private func end(from root: Double, inside: Double, outside: Double) -> Double? {
    // Flat at the target there is no way towards the end but to ask whether an input is still inside.
    if memory.output(at: inside).reach == 0 { return jump(from: root, inside, outside) }
    let isAbove = memory.output(at: outside).interval.low > target
    func exact(_ input: Double) -> Double {
      let interval = memory.output(at: input).interval
      return (isAbove ? interval.low : interval.high) - target
    }
    let limit = limit(of: exact)
    func bounded(_ input: Double) -> Double { min(max(exact(input), -limit), limit) }
    let reach = memory.output(at: root).reach
    let near = reach.isFinite ? Self.nearForEnd * reach : 0
    let width = abs(outside - inside)
    let found = Brent.narrow(min(inside, outside), max(inside, outside), bounded) { bracket in
      let way = max(Self.nearInWay * abs(bracket.newest - root), 1e-9 * width)
      return abs(exact(bracket.newest)) <= near || bracket.unchanged >= 1 || bracket.width <= way
    }
    // Halves find the end of a smooth function too, so that one step is enough to change over.
    guard let found, found.unchanged >= 1 else { return found?.newest }
    return jump(
      from: root, outside < inside ? found.high : found.low,
      outside < inside ? found.low : found.high)
  }

  /// Where outputs stop to hold the target, by halves: to 1/32 where the root is next to its end.
  private func jump(from root: Double, _ inside: Double, _ outside: Double) -> Double? {
    var (inside, outside) = (inside, outside)
    for _ in 0..<5 where abs(outside - inside) > Self.nearInJump * abs(outside - root) {
      let middle = inside / 2 + outside / 2
      if memory.output(at: middle).value.isNaN { return nil }
      if holdsTarget(middle) { inside = middle } else { outside = middle }
    }
    return inside / 2 + outside / 2
  }
}
