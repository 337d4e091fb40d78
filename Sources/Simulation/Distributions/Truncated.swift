/// The part of a continuous distribution between two ends, renormalised.
struct Truncated: Distribution {
  private let law: any Distribution
  let support: ClosedRange<Double>
  /// The share of the whole that is left.
  private let left: Double
  private let below: Double
  private let above: Double

  /// - Parameter range: With a share above 0.
  init(_ law: any Distribution, to range: ClosedRange<Double>) {
    let whole = law.support
    self.law = law
    support = range.clamped(to: whole)
    left = law.share(in: range)
    below = support.lowerBound > whole.lowerBound ? law.tails(at: support.lowerBound).lower : 0
    above = support.upperBound < whole.upperBound ? law.tails(at: support.upperBound).upper : 0
  }

  var description: String {
    "\(law), truncated to \(support.lowerBound) … \(support.upperBound)"
  }

  func quantile(_ tails: Tails) -> Double { clamped(law.quantile(whole(tails))) }

  var searchesQuantiles: Bool { law.searchesQuantiles }

  func quantile(_ tails: Tails, near guess: Double) -> Double {
    clamped(law.quantile(whole(tails), near: guess))
  }

  private func whole(_ tails: Tails) -> Tails {
    Tails(lower: below + left * tails.lower, upper: above + left * tails.upper)
  }

  private func clamped(_ x: Double) -> Double {
    min(max(x, support.lowerBound), support.upperBound)
  }

  func tails(at x: Double) -> Tails {
    if x < support.lowerBound { return .none }
    if x >= support.upperBound { return .all }
    return Tails(
      lower: min(law.share(in: support.lowerBound...x) / left, 1),
      upper: min(law.share(in: x...support.upperBound) / left, 1))
  }

  func density(at x: Double) -> Double {
    support.contains(x) ? law.density(at: x) / left : 0
  }

  func meanOfExponential(of factor: Double) -> Double? {
    support.upperBound.isFinite || law.meanOfExponential(of: factor) != nil
      ? NormalScores(self).meanOfExponential(of: factor) : nil
  }

  var mean: Double {
    // What is cut off was finite: the rest is infinite where the whole is, and where the whole has no mean
    // because both of its ends are infinite.
    let whole = law.mean
    switch (support.lowerBound.isFinite, support.upperBound.isFinite) {
    case (false, false): return whole
    case (true, false) where whole == .infinity || whole.isNaN: return .infinity
    case (false, true) where whole == -.infinity || whole.isNaN: return -.infinity
    default: return NormalScores(self).mean
    }
  }

  var standardDeviation: Double {
    let isInfinite = !law.standardDeviation.isFinite && !isCut
    return isInfinite ? .infinity : NormalScores(self).standardDeviation
  }

  private var isCut: Bool { support.lowerBound.isFinite && support.upperBound.isFinite }
}
