import Statistics

/// The search for inputs whose output has a wanted value.
struct GoalSearch<Failure: Error> {
  let target: Double
  /// Those of the scan, ascending.
  let inputs: [Double]
  let memory: ResponseMemory<Failure>

  /// Of the width of an interval of the scan: where outputs are known exactly, and where not.
  private static var nearInWidth: Double { 1e-9 }
  private static var nearInBlurredWidth: Double { 1e-6 }
  /// Where a function is flat at the target, to see it: of the way to the next inputs that are known.
  private static var besides: Double { 0.01 }
  /// A continuous function changes little over the last bracket, even one with a cube root's slope by less
  /// than this part of its change over the interval; a jump keeps its size.
  private static var jump: Double { 0.01 }

  func roots() -> [GoalSeek.Root] {
    for input in inputs { _ = memory.output(at: input) }
    let crossings = zip(inputs, inputs.dropFirst()).compactMap { low, high in
      crossing(between: low, and: high).map { [$0] }
    }
    return (hits + crossings).sorted { $0[0] < $1[0] }.map(root)
  }

  /// Inputs of the scan that have the wanted output, those without another output between them together:
  /// there the function is flat.
  private var hits: [[Double]] {
    var groups: [[Double]] = []
    var last: Double?
    for input in inputs {
      guard isHit(input) else {
        last = nil
        continue
      }
      if let last, isMet(last / 2 + input / 2) {
        groups[groups.count - 1].append(input)
      } else {
        groups.append([input])
      }
      last = input
    }
    return groups
  }

  private func deviation(_ input: Double) -> Double { memory.output(at: input).value - target }

  private func isMet(_ input: Double) -> Bool {
    GoalSeek.isMet(target, by: memory.output(at: input))
  }

  /// On the way to a root, rounding is what the search goes down to.
  private func isNear(_ input: Double) -> Bool {
    GoalSeek.isNear(target, memory.output(at: input))
  }

  /// Whether an input of the scan is a root: also where straight lines to its neighbours would meet the
  /// target within a billionth of the way. What cancels to 0, such as an EBITDA, is off by rounding that
  /// nothing in the target tells the size of.
  private func isHit(_ input: Double) -> Bool {
    if isMet(input) { return true }
    guard let place = inputs.firstIndex(of: input) else { return false }
    let neighbours = [place - 1, place + 1].filter(inputs.indices.contains).map { inputs[$0] }
      .filter { deviation($0).isFinite }
    return !neighbours.isEmpty && neighbours.allSatisfy { isHit(input, seenFrom: $0) }
  }

  /// Over a whole interval of the scan a function may rise a billion times, so that all that lies at its
  /// foot looks like the target: the line is drawn again from near by.
  private func isHit(_ input: Double, seenFrom neighbour: Double) -> Bool {
    let limit = abs(deviation(input)) / Rounding.tolerance
    return limit <= abs(deviation(neighbour))
      && Self.besides * limit <= abs(deviation(input + Self.besides * (neighbour - input)))
  }

  /// Where the output passes the target, by Brent's method; nil where it jumps over it, or is no number
  /// on the way.
  private func crossing(between low: Double, and high: Double) -> Double? {
    let ends = [deviation(low), deviation(high)]
    guard !isHit(low), !isHit(high), (ends[0] < 0 && ends[1] > 0) || (ends[0] > 0 && ends[1] < 0)
    else { return nil }
    let limit = limit(of: deviation)
    func bounded(_ input: Double) -> Double { min(max(deviation(input), -limit), limit) }
    let found = Brent.narrow(low, high, bounded) { bracket in
      let isExact = memory.output(at: bracket.newest).reach == 0
      let near = (isExact ? Self.nearInWidth : Self.nearInBlurredWidth) * (high - low)
      return isNear(bracket.newest) || bracket.isStep || bracket.width <= near
    }
    guard let found else { return nil }
    if isNear(found.newest) { return found.newest }
    let best = abs(deviation(found.low)) < abs(deviation(found.high)) ? found.low : found.high
    let isJump =
      abs(bounded(found.high) - bounded(found.low)) > Self.jump * abs(bounded(high) - bounded(low))
    return isJump && !holdsTarget(best) ? nil : best
  }

  /// GSL takes finite values only. Ten times the largest that is known keeps the sign of an infinite one.
  func limit(of function: (Double) -> Double) -> Double {
    let sizes = memory.inputs.map { abs(function($0)) }.filter(\.isFinite)
    return max(10 * (sizes.max() ?? 0), 1)
  }

  func holdsTarget(_ input: Double) -> Bool {
    let interval = memory.output(at: input).interval
    return isMet(input) || interval.low <= target && target <= interval.high
  }

  private func root(_ hits: [Double]) -> GoalSeek.Root {
    let input = hits[hits.count / 2]
    let output = memory.output(at: input)
    // What is known exactly hits the target here alone, unless it is flat.
    let isPoint =
      !holdsTarget(input) || (output.reach == 0 && hits.count == 1 && !isFlat(around: input))
    return GoalSeek.Root(
      input: isPoint
        ? IntervalEstimate(exactly: input)
        : IntervalEstimate(value: input, interval: inputs(around: input)), output: output)
  }

  private func isFlat(around input: Double) -> Bool {
    let known = memory.inputs
    let neighbours = [known.last { $0 < input }, known.first { $0 > input }].compactMap(\.self)
    return neighbours.contains { isNear(input + Self.besides * ($0 - input)) }
  }
}
