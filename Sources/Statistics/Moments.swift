/// Count, mean, standard deviation, minimum and maximum of a sample that arrives in groups.
public struct Moments: Sendable, Equatable {
  /// About which the moments are taken: near the values, so that digits are not lost, and never
  /// dependent on paths.
  public let centre: Double
  public private(set) var count = 0
  public private(set) var minimum = Double.infinity
  public private(set) var maximum = -Double.infinity
  private var sum: FixedPointSum
  private var squares: FixedPointSum

  public init(centre: Double) {
    self.centre = centre
    // Sums reach 2^63 times the centre and squares 2^87 times its square: beyond a billion paths of
    // any model. Their units are 2^-64 and 2^-40 of it, so a standard deviation below a ten-millionth
    // of the centre is lost.
    let exponent = Int(centre == 0 ? 0 : centre.exponent)
    sum = FixedPointSum(unitExponent: exponent - 64)
    squares = FixedPointSum(unitExponent: 2 * exponent - 40)
  }

  /// Adds one group: the sums of (x - centre) and (x - centre)² over `count` finite values.
  public mutating func add(
    count: Int, sum groupSum: Double, squares groupSquares: Double, minimum: Double,
    maximum: Double
  ) {
    self.count += count
    sum.add(groupSum)
    squares.add(groupSquares)
    self.minimum = min(self.minimum, minimum)
    self.maximum = max(self.maximum, maximum)
  }

  public mutating func merge(_ other: Moments) {
    count += other.count
    sum.merge(other.sum)
    squares.merge(other.squares)
    minimum = min(minimum, other.minimum)
    maximum = max(maximum, other.maximum)
  }

  /// Groups that did not fit into the sums; where there are any, mean and deviation are not known.
  public var overflows: Int { sum.overflows + squares.overflows }

  /// NaN without values or after an overflow.
  public var mean: Double {
    guard count > 0, overflows == 0 else { return .nan }
    if minimum == maximum { return minimum }
    return centre + sum.value / Double(count)
  }

  /// With n - 1; NaN without values or after an overflow, 0 for a single value.
  public var standardDeviation: Double {
    guard count > 0, overflows == 0 else { return .nan }
    guard count > 1, minimum < maximum else { return 0 }
    let n = Double(count)
    let offset = sum.value / n
    return (max(0, squares.value - n * offset * offset) / (n - 1)).squareRoot()
  }

  /// The mean with its standard error, sd / √n; ∞ for a single value, which says nothing of its error.
  public var estimate: Estimate {
    let error = standardDeviation / Double(max(count, 1)).squareRoot()
    return Estimate(value: mean, error: count == 1 ? .infinity : error)
  }
}
