import CGSL

/// What comes out of a rank correlation where values have a probability of their own: the ranks of paths
/// with the same value tie.
///
/// Each value has its middle rank, (P(X < x) + P(X ≤ x)) / 2, and the rank correlation is the correlation
/// of the two middle ranks, here under the copula of the model: two normal scores with the correlation
/// 2 sin(πr/6). A value of two that are as likely, with a continuous number, comes to
/// 2√3/π · arcsin(ρ/√2), and to √3/2 at the most. Continuous parts are cut into 128 cells, which
/// moves the result by less than 0.001.
///
/// Reference: Kruskal (1958); Denuit & Lambert (2005) on the bounds. Verified: `TiedRanksTests`, against
/// closed forms.
package struct TiedRanks: Sendable, Equatable {
  /// The rank correlation (Spearman's) that comes out.
  package let attained: Double
  /// The farthest from 0 that any dependence gives, on the side of what is stated.
  package let extreme: Double
  /// Whether the first of the two has such values; else the second has.
  package let firstTies: Bool

  /// Nil where neither has such values: then what is stated comes out.
  package init?(_ stated: Double, _ first: any Distribution, _ second: any Distribution) {
    guard first.hasAtoms || second.hasAtoms else { return nil }
    let (a, b) = (MiddleRanks(of: first), MiddleRanks(of: second))
    guard a.haveTies || b.haveTies else { return nil }
    firstTies = a.haveTies
    let scale = (a.variance * b.variance).squareRoot()
    func correlation(_ meanOfProduct: Double) -> Double {
      scale > 0 ? (meanOfProduct - 0.25) / scale : 0
    }
    attained = correlation(a.meanOfProduct(with: b, correlation: 2 * sin(.pi * stated / 6)))
    extreme =
      stated < 0
      ? -correlation(a.meanOfProduct(with: b.reversed)) : correlation(a.meanOfProduct(with: b))
  }
}

/// The middle ranks of a distribution, as a step function of its uniform: on each step the middle of its
/// ends.
private struct MiddleRanks {
  /// Of the steps, from 0 to 1.
  private let ends: [Double]
  let haveTies: Bool

  private static let cells = 128

  init(of law: any Distribution) {
    let inner = (1..<Self.cells).map { Double($0) / Double(Self.cells) }
    let values = inner.map { law.quantile(Tails(lower: $0)) }
    var ends: Set<Double> = [0, 1]
    var haveTies = false
    var index = 0
    while index < inner.count {
      let last = values.lastIndex(of: values[index]) ?? index
      if last == index {
        ends.insert(inner[index])
      } else {
        haveTies = true
        let low = index == 0 ? 0 : inner[index - 1]
        let high = last == inner.count - 1 ? 1 : inner[last + 1]
        ends.insert(Self.edge(of: values[index], law, from: inner[index], towards: low))
        ends.insert(Self.edge(of: values[index], law, from: inner[last], towards: high))
      }
      index = last + 1
    }
    self.ends = ends.sorted()
    self.haveTies = haveTies
  }

  private init(ends: [Double], haveTies: Bool) {
    self.ends = ends
    self.haveTies = haveTies
  }

  /// Where a value begins or stops to be the quantile, by halves.
  private static func edge(
    of value: Double, _ law: any Distribution, from inside: Double, towards outside: Double
  ) -> Double {
    var (inside, outside) = (inside, outside)
    for _ in 0..<40 {
      let middle = (inside + outside) / 2
      if law.quantile(Tails(lower: middle)) == value { inside = middle } else { outside = middle }
    }
    return outside
  }

  /// Those of the distribution with its order turned around.
  var reversed: MiddleRanks {
    MiddleRanks(ends: ends.reversed().map { 1 - $0 }, haveTies: haveTies)
  }

  private var steps: [(low: Double, high: Double)] { Array(zip(ends, ends.dropFirst())) }

  var variance: Double {
    steps.reduce(-0.25) { sum, step in
      let middle = (step.low + step.high) / 2
      return sum + (step.high - step.low) * middle * middle
    }
  }

  /// Of two that rise and fall together.
  func meanOfProduct(with other: MiddleRanks) -> Double {
    var (i, j, place, sum) = (0, 0, 0.0, 0.0)
    let (a, b) = (steps, other.steps)
    while i < a.count, j < b.count {
      let end = min(a[i].high, b[j].high)
      sum += (end - place) * (a[i].low + a[i].high) / 2 * (b[j].low + b[j].high) / 2
      place = end
      if a[i].high == end { i += 1 }
      if j < b.count, b[j].high == end { j += 1 }
    }
    return sum
  }

  /// Under a Gaussian copula: over midpoints of the first uniform, the mean of the second ranks given it.
  func meanOfProduct(with other: MiddleRanks, correlation: Double) -> Double {
    let left = (1 - correlation * correlation).squareRoot()
    let scores = other.ends.map { Tails(lower: $0).score }
    var sum = 0.0
    for (low, high) in steps {
      let count = max(1, Int((high - low) * Double(Self.cells)))
      let width = (high - low) / Double(count)
      for index in 0..<count {
        let score = Tails(lower: low + (Double(index) + 0.5) * width).score
        let shares = scores.map { gsl_cdf_ugaussian_P(($0 - correlation * score) / left) }
        let mean = zip(other.steps, zip(shares, shares.dropFirst())).reduce(0) { mean, part in
          mean + (part.0.low + part.0.high) / 2 * (part.1.1 - part.1.0)
        }
        sum += width * (low + high) / 2 * mean
      }
    }
    return sum
  }
}
