import Sensitivity
import Statistics
import Text

extension GoalSeekReport {
  /// What was reached where the target was not, and what may help.
  var noAnswer: [String] {
    let known = goal.samples.filter(\.output.value.isFinite)
    let name = key.name
    guard let least = known.min(by: { $0.output.value < $1.output.value }),
      let greatest = known.max(by: { $0.output.value < $1.output.value })
    else { return ["\(metric.name) has no value for \(name) between \(ends)."] }
    let reach =
      least.output.value == greatest.output.value
      ? "it is \(words(least))" : "it goes from \(words(least)) to \(words(greatest))"
    return [
      "No value of \(name) between \(ends) brings \(metric.name) to \(target): \(reach).",
      advice(least, greatest),
    ]
  }

  private func words(_ sample: GoalSeek.Sample) -> String {
    "\(sample.output.amount(metric)) at \(text(sample.input, 0))"
  }

  private func advice(_ least: GoalSeek.Sample, _ greatest: GoalSeek.Sample) -> String {
    // An infinite output is on a side, too.
    let values = goal.samples.map(\.output.value).filter { !$0.isNaN }
    let isBeyond = (
      above: values.allSatisfy { $0 < goal.target }, below: values.allSatisfy { $0 > goal.target }
    )
    guard isBeyond.above || isBeyond.below else { return adviceInside }
    let nearest = isBeyond.above ? greatest : least
    let isFlat = least.output.value == greatest.output.value
    let others = "vary another key, or take a \(isBeyond.above ? "lower" : "higher") target."
    let way = isFlat ? nil : wayOn(from: nearest.input)
    return way.map { "\($0), \(others)" } ?? others.prefix(1).uppercased() + others.dropFirst()
  }

  /// Where to search for more than was reached at an input: past the end that it is, or around it.
  private func wayOn(from input: Double) -> String? {
    let step = (between.upperBound - between.lowerBound) / 100
    if input == between.upperBound {
      return isAllowed(input + step) ? "Search above \(text(input, 0))" : nil
    }
    if input == between.lowerBound {
      return isAllowed(input - step) ? "Search below \(text(input, 0))" : nil
    }
    return "Search a narrower range around \(text(input, 0))"
  }

  /// The target lies between what was reached.
  private var adviceInside: String {
    let sides = zip(goal.samples, goal.samples.dropFirst()).first { one, next in
      (one.output.value < goal.target && next.output.value > goal.target)
        || (one.output.value > goal.target && next.output.value < goal.target)
    }
    guard let (one, next) = sides else {
      return
        "Between the inputs on its two sides the metric has no value: take another target, or vary "
        + "another key."
    }
    return
      "Between two of the inputs that were tried, from \(words(one)) to \(words(next)), it jumps over "
      + "the target: take another target."
  }
}
