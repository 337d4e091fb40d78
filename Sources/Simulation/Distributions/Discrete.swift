import CGSL

/// A number that is one of a list of values, each with its probability.
package struct Discrete: Distribution, Sampler {
  /// Ascending, each once.
  package let values: [Double]
  package let probabilities: [Double]
  /// P(X ≤ value) and P(X > value) of each.
  private let cumulative: [Tails]

  /// - Parameter items: Values with weights relative to each other, in any order; equal values add up
  ///   and those without weight are left out.
  package init(_ items: [DistributionFamily.Weighted<Double>]) throws(DistributionError) {
    guard items.allSatisfy({ $0.value.isFinite }) else {
      throw .argument("each value", mustBe: "finite")
    }
    let total = try DistributionFamily.total(of: items)
    var merged: [(value: Double, weight: Double)] = []
    for item in items.sorted(by: { $0.value < $1.value }) where item.weight > 0 {
      if let last = merged.last, last.value == item.value {
        merged[merged.count - 1].weight += item.weight
      } else {
        merged.append((item.value, item.weight))
      }
    }
    values = merged.map(\.value)
    let probabilities = merged.map { $0.weight / total }
    self.probabilities = probabilities
    // Summed from either end, so that neither tail loses digits.
    var (lower, upper) = (0.0, 0.0)
    let uppers = probabilities.reversed().map { probability in
      defer { upper += probability }
      return min(upper, 1)
    }
    cumulative = zip(probabilities, uppers.reversed()).map { probability, upper in
      lower += probability
      return Tails(lower: min(lower, 1), upper: upper)
    }
  }

  /// A plain number as the distribution of one value.
  package init(_ value: Double) {
    values = [value]
    probabilities = [1]
    cumulative = [.all]
  }

  package var basis: DrawBasis { .uniforms }
  package var sampler: any Sampler { self }
  package var isDiscrete: Bool { true }
  package var mean: Double { expectation { $0 } }
  package var standardDeviation: Double {
    let mean = mean
    return expectation { ($0 - mean) * ($0 - mean) }.squareRoot()
  }
  package var support: ClosedRange<Double> {
    (values.first ?? .nan)...(values.last ?? .nan)
  }
  package var description: String {
    let items = zip(values, probabilities).prefix(4).map { "\($0): \($1)" }
    return "discrete(\((items + (values.count > 4 ? ["…"] : [])).joined(separator: ", ")))"
  }

  private func expectation(_ g: (Double) -> Double) -> Double {
    zip(values, probabilities).reduce(0) { $0 + $1.1 * g($1.0) }
  }

  package func transform(_ column: UnsafeMutableBufferPointer<Double>) {
    for i in column.indices { column[i] = quantile(Tails(lower: column[i])) }
  }

  package func quantile(_ tails: Tails) -> Double {
    // In floating point no sum need reach 1.
    values[min(cumulative.firstIndexAscending { $0.reaches(tails) }, values.count - 1)]
  }

  /// How many values are x or below.
  private func count(upTo x: Double) -> Int { values.firstIndexAscending { $0 > x } }

  package func tails(at x: Double) -> Tails {
    let count = count(upTo: x)
    if count == values.count { return .all }
    return count == 0 ? .none : cumulative[count - 1]
  }

  package func density(at x: Double) -> Double {
    let count = count(upTo: x)
    return count > 0 && values[count - 1] == x ? probabilities[count - 1] : 0
  }

  package func meanOfExponential(of factor: Double) -> Double? {
    let mean = expectation { exp(factor * $0) }
    return mean.isFinite ? mean : nil
  }

  package func share(in range: ClosedRange<Double>) -> Double {
    zip(values, probabilities).reduce(0) { range.contains($1.0) ? $0 + $1.1 : $0 }
  }

  package func restricted(to range: ClosedRange<Double>) -> any Distribution {
    let items = zip(values, probabilities).filter { range.contains($0.0) }
      .map { DistributionFamily.Weighted($0.0, weight: $0.1) }
    return (try? Discrete(items)) ?? self
  }

  static let family = DistributionFamily(
    name: "discrete", help: "One of a few values, each with its weight.",
    example: "{discrete: [{value: 5, weight: 70%}, {value: 12, weight: 30%}]}",
    arguments: [.value("value", "One value."), .weight],
    content: .weightedValues { items throws(DistributionError) in try Discrete(items) })
}

extension Tails {
  /// Whether this share of draws is at least the other, compared in the smaller tail.
  func reaches(_ other: Tails) -> Bool {
    other.lower < other.upper ? lower >= other.lower : upper <= other.upper
  }
}

extension RandomAccessCollection where Index == Int {
  /// The first index whose element meets a condition that all after it meet too; `endIndex` where none
  /// does.
  func firstIndexAscending(_ condition: (Element) -> Bool) -> Int {
    var (low, high) = (startIndex, endIndex)
    while low < high {
      let middle = (low + high) / 2
      if condition(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

extension DistributionFamily {
  /// The sum of weights.
  static func total<Value>(of items: [Weighted<Value>]) throws(DistributionError) -> Double {
    guard !items.isEmpty else { throw .arguments(expected: "a list of at least one value") }
    guard items.allSatisfy({ $0.weight >= 0 }) else {
      throw .argument("each weight", mustBe: "0 or above")
    }
    let total = items.reduce(0) { $0 + $1.weight }
    guard total > 0, total.isFinite else {
      throw .argument("the sum of the weights", mustBe: "above 0")
    }
    return total
  }
}
