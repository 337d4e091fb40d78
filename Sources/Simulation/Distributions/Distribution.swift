/// A probability distribution of one number, drawn by inversion: monotone in one uniform, so that
/// draws can be correlated, stratified and compared.
public protocol Distribution: Sendable, CustomStringConvertible {
  /// The value x with P(X ≤ x) = lower: the least one where a range of them has it.
  ///
  /// - Parameter tails: Both above 0.
  func quantile(_ tails: Tails) -> Double
  /// The same, for a law that searches for its quantiles, found faster from a number near it.
  func quantile(_ tails: Tails, near guess: Double) -> Double
  /// Whether a quantile takes a search, so that tails are the cheaper check of it.
  var searchesQuantiles: Bool { get }
  /// P(X ≤ x) and P(X > x).
  func tails(at x: Double) -> Tails
  /// The derivative of P(X ≤ x); for a discrete distribution the probability of x itself.
  func density(at x: Double) -> Double
  /// ±∞ where it is infinite; NaN where it is undefined or could not be computed.
  var mean: Double { get }
  /// As `mean`.
  var standardDeviation: Double { get }
  /// The least and the greatest value, ±∞ where there is none.
  var support: ClosedRange<Double> { get }
  /// Whether every value is one of a list.
  var isDiscrete: Bool { get }
  /// Whether a value has a probability of its own, so that draws tie.
  var hasAtoms: Bool { get }
  /// Makes draws. Building it may take milliseconds: keep it.
  var sampler: any Sampler { get }
  /// E[e^(factor · X)]; nil where it is infinite or could not be computed.
  ///
  /// - Parameter factor: Above 0.
  func meanOfExponential(of factor: Double) -> Double?
  /// P(low ≤ X ≤ high), ends included.
  func share(in range: ClosedRange<Double>) -> Double
  /// The distribution of X given that it lies in a range that has a share above 0.
  func restricted(to range: ClosedRange<Double>) -> any Distribution
}

/// Turns draws of a basis into draws of a distribution.
public protocol Sampler: Sendable {
  /// What `transform` starts from.
  var basis: DrawBasis { get }
  /// Turns draws of the basis into draws of the distribution, in place; rises with the basis.
  ///
  /// - Parameter column: Standard normals or uniforms, as `basis` says; a multiple of 16, aligned to
  ///   64 bytes.
  func transform(_ column: UnsafeMutableBufferPointer<Double>)
}

/// Where a distribution's draws start.
public enum DrawBasis: Sendable {
  case normals, uniforms
}

/// Why a distribution cannot be.
public enum DistributionError: Error, Sendable, Equatable {
  /// Low must be below high, p10 below p90.
  case notAscending
  /// An argument outside what the family allows; the text says what it must be.
  case argument(String, mustBe: String)
  /// None of the family's sets of arguments.
  case arguments(expected: String)
  /// Each argument is allowed, but no distribution has them all; the text says why.
  case impossible(String)
}

extension Distribution {
  public var isDiscrete: Bool { false }
  public var hasAtoms: Bool { isDiscrete }
  public var sampler: any Sampler { NormalScoreTable(of: self) }
  public func quantile(_ tails: Tails, near guess: Double) -> Double { quantile(tails) }
  public var searchesQuantiles: Bool { false }
  public var mean: Double { NormalScores(self).mean }
  public var standardDeviation: Double { NormalScores(self).standardDeviation }

  /// The value below which a share `p` of draws lie; 0 < p < 1.
  public func quantile(_ p: Double) -> Double { quantile(Tails(lower: p)) }

  public func meanOfExponential(of factor: Double) -> Double? {
    // An end above makes it finite; without one the family must know.
    support.upperBound.isFinite ? NormalScores(self).meanOfExponential(of: factor) : nil
  }

  /// E[e^X]; nil where it is infinite or could not be computed.
  public func meanOfExponential() -> Double? { meanOfExponential(of: 1) }

  public func share(in range: ClosedRange<Double>) -> Double {
    let (low, high) = (tails(at: range.lowerBound), tails(at: range.upperBound))
    // The difference of the smaller numbers has the smaller error.
    return low.lower < low.upper ? high.lower - low.lower : low.upper - high.upper
  }

  public func restricted(to range: ClosedRange<Double>) -> any Distribution {
    Truncated(self, to: range)
  }

  /// The part between two ends, renormalised; either end may be absent.
  ///
  /// - Throws: `notAscending` for ends that do not rise; `impossible` where less than a millionth of
  ///   the distribution is left.
  public func truncated(min: Double? = nil, max: Double? = nil) throws(DistributionError)
    -> any Distribution
  {
    let (low, high) = (min ?? -.infinity, max ?? .infinity)
    guard low < high else { throw .notAscending }
    let left = share(in: low...high)
    guard left >= 1e-6 else {
      throw .impossible(
        "truncating leaves \(left > 0 ? "less than a millionth" : "nothing") of the distribution")
    }
    return restricted(to: low...high)
  }

  /// About a standard deviation, and finite where that is not: half of what lies between the normal
  /// scores -1 and 1.
  var spread: Double { (quantile(Tails(score: 1)) - quantile(Tails(score: -1))) / 2 }
}
