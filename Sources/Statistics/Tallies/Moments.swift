/// Count, mean, standard deviation, minimum and maximum of a sample that arrives in groups.
public struct Moments: Sendable, Equatable {
  /// About which the moments are taken: near the values, so that digits are not lost, and never
  /// dependent on paths.
  package let centre: Double
  package private(set) var minimum = Double.infinity
  package private(set) var maximum = -Double.infinity
  /// Values near the centre, about it.
  private var near: (count: Int, sum: FixedPointSum, squares: FixedPointSum)
  /// The others, about 0.
  private var far = (count: 0, sum: WideSum(), squares: WideSum())

  package init(centre: Double) {
    self.centre = centre
    let exponent = Int(centre == 0 ? 0 : centre.exponent)
    // Sums reach 2^63 times the centre and squares 2^87 times its square: beyond a billion paths of
    // groups that are at home. Their units are 2^-64 and 2^-40 of it, so a standard deviation below a
    // ten-millionth of the centre is lost.
    near = (
      0, FixedPointSum(unitExponent: exponent - 64), FixedPointSum(unitExponent: 2 * exponent - 40)
    )
  }

  package var count: Int { near.count + far.count }

  /// Adds one group that is at home: the sums of (x - centre) and (x - centre)² over `count` finite values.
  package mutating func add(
    count: Int, sum groupSum: Double, squares groupSquares: Double, minimum: Double,
    maximum: Double
  ) {
    near.count += count
    near.sum.add(groupSum)
    near.squares.add(groupSquares)
    self.minimum = min(self.minimum, minimum)
    self.maximum = max(self.maximum, maximum)
  }

  /// Adds a finite value of any size.
  package mutating func add(_ value: Double) {
    far.count += 1
    far.sum.add(value)
    far.squares.addSquare(of: value)
    minimum = min(minimum, value)
    maximum = max(maximum, value)
  }

  /// - Parameter other: About the same centre.
  mutating func add(_ other: Moments) {
    precondition(centre == other.centre, "moments about two centres")
    near.count += other.near.count
    near.sum.add(other.near.sum)
    near.squares.add(other.near.squares)
    far.count += other.far.count
    far.sum.add(other.far.sum)
    far.squares.add(other.far.squares)
    minimum = min(minimum, other.minimum)
    maximum = max(maximum, other.maximum)
  }

  public static func == (first: Moments, second: Moments) -> Bool {
    first.centre == second.centre && first.minimum == second.minimum
      && first.maximum == second.maximum && first.near == second.near && first.far == second.far
  }

  /// Groups that did not fit into the sums; where there are any, mean and deviation are not known.
  package var overflows: Int { near.sum.overflows + near.squares.overflows }

  /// NaN without values or after an overflow. Between the extremes, as rounding alone would not have it.
  package var mean: Double {
    guard count > 0, overflows == 0 else { return .nan }
    if minimum == maximum { return minimum }
    let mean: Double
    if far.count == 0 {
      mean = centre + near.sum.value / Double(count)
    } else {
      mean = Double(
        sign: .plus, exponent: scale,
        significand: (nearMean * Double(near.count) + far.sum.value(times: -scale)) / Double(count))
    }
    return min(max(mean, minimum), maximum)
  }

  /// With n - 1; NaN without values or after an overflow, 0 for a single value.
  package var standardDeviation: Double {
    guard count > 0, overflows == 0 else { return .nan }
    guard count > 1, minimum < maximum else { return 0 }
    let n = Double(count)
    guard far.count > 0 else {
      let offset = near.sum.value / n
      return (max(0, near.squares.value - n * offset * offset) / (n - 1)).squareRoot()
    }
    // Of each part about its own mean, and what the parts' means add.
    let (m, k) = (Double(near.count), Double(far.count))
    let farMean = far.sum.value(times: -scale) / k
    let between = m == 0 ? 0 : (nearMean - farMean) * (nearMean - farMean) * m * k / n
    let squares =
      nearSquares + max(0, far.squares.value(times: -2 * scale) - k * farMean * farMean) + between
    return Double(sign: .plus, exponent: scale, significand: (squares / (n - 1)).squareRoot())
  }

  /// The exponent of the largest value: sums of such values, and their squares, are taken in units of it.
  private var scale: Int {
    let most = max(abs(minimum), abs(maximum))
    return most == 0 ? 0 : Int(most.exponent)
  }

  /// Of the values near the centre, in units of 2^scale; 0 where there are none.
  private var nearMean: Double {
    near.count == 0
      ? 0
      : Double(
        sign: .plus, exponent: -scale, significand: centre + near.sum.value / Double(near.count))
  }

  /// Σ (x - mean)² of the values near the centre, in units of 2^(2 scale).
  private var nearSquares: Double {
    guard near.count > 0 else { return 0 }
    let offset = near.sum.value / Double(near.count)
    let squares = max(0, near.squares.value - Double(near.count) * offset * offset)
    return Double(sign: .plus, exponent: -2 * scale, significand: squares)
  }

  /// The mean with its standard error, sd / √n; ∞ for a single value, which says nothing of its error.
  package var estimate: Estimate {
    let error = standardDeviation / Double(max(count, 1)).squareRoot()
    return Estimate(value: mean, error: count == 1 ? .infinity : error)
  }
}

extension Moments {
  /// Which groups may be added by their sums. Public, as is its test, since only that is inlined into the
  /// recorders, who ask for each group of each date.
  public struct Home: Sendable {
    public let centre: Double
    private let least: Double
    private let greatestSum: Double
    private let greatestSquares: Double

    package init(centre: Double) {
      self.centre = centre
      let exponent = Int(centre == 0 ? 0 : centre.exponent)
      // Squares of a centre beyond are no doubles, or lose digits.
      let isHome = abs(exponent) < 400
      least = 0x1p-32 * abs(centre)
      greatestSum = isHome ? Double(sign: .plus, exponent: exponent + 43, significand: 1) : -1
      greatestSquares = Double(sign: .plus, exponent: 2 * exponent + 66, significand: 1)
    }

    /// Whether a group's values are not so far from the centre that sums about it run over, or lose all
    /// digits of the values.
    ///
    /// - Parameters:
    ///   - sum: Σ (x - centre), no number where a value is none.
    ///   - squares: Σ (x - centre)².
    public func holds(sum: Double, squares: Double, minimum: Double, maximum: Double) -> Bool {
      (max(abs(minimum), abs(maximum)) >= least || (minimum == 0 && maximum == 0))
        && abs(sum) <= greatestSum && squares <= greatestSquares
    }
  }
}

extension Moments {
  func encode(to writer: inout ByteWriter) {
    writer.write(minimum)
    writer.write(maximum)
    writer.write(count: near.count)
    near.sum.encode(to: &writer)
    near.squares.encode(to: &writer)
    writer.write(count: far.count)
    far.sum.encode(to: &writer)
    far.squares.encode(to: &writer)
  }

  init(centre: Double, from reader: inout ByteReader) throws(TallyError) {
    self.init(centre: centre)
    (minimum, maximum) = (try reader.double(), try reader.double())
    near.count = try reader.count()
    near.sum = try FixedPointSum(unitExponent: near.sum.unitExponent, from: &reader)
    near.squares = try FixedPointSum(unitExponent: near.squares.unitExponent, from: &reader)
    far.count = try reader.count()
    far.sum = try WideSum(count: far.count, from: &reader)
    far.squares = try WideSum(count: far.count, from: &reader)
    let isEmpty = minimum == .infinity && maximum == -.infinity
    guard count <= RunTally.mostPaths,
      count == 0 ? isEmpty : minimum <= maximum && minimum.isFinite && maximum.isFinite
    else { throw .damaged("extremes of values that there are not") }
  }
}
