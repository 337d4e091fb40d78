import Statistics

extension GoalSearch {
  /// Near enough for an end: a twentieth of the output's reach, or a hundredth of the way to the end.
  private static var nearInReach: Double { 0.05 }
  private static var nearInWay: Double { 0.01 }

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
    let isAbove = memory.output(at: outside).interval.low > target
    func exact(_ input: Double) -> Double {
      let interval = memory.output(at: input).interval
      return (isAbove ? interval.low : interval.high) - target
    }
    let limit = limit(of: exact)
    func bounded(_ input: Double) -> Double { min(max(exact(input), -limit), limit) }
    let reach = memory.output(at: root).reach
    let near = reach.isFinite ? Self.nearInReach * reach : 0
    let width = abs(outside - inside)
    let found = Brent.narrow(min(inside, outside), max(inside, outside), bounded) { bracket in
      let way = max(Self.nearInWay * abs(bracket.newest - root), 1e-9 * width)
      return abs(exact(bracket.newest)) <= near || bracket.width <= way
    }
    return found?.newest
  }
}
