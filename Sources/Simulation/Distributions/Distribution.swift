/// A probability distribution of one number, drawn by inversion: monotone in one uniform, so that
/// draws can be correlated, stratified and compared.
///
/// All families here have a closed inverse: a column of normals or uniforms is transformed in place
/// by a kernel.
public protocol Distribution: Sendable, CustomStringConvertible {
  /// What `transform` starts from.
  var basis: DrawBasis { get }
  /// Turns draws of the basis into draws of the distribution, in place.
  ///
  /// - Parameter column: Standard normals or uniforms, as `basis` says; a multiple of 16, aligned to
  ///   64 bytes.
  func transform(_ column: UnsafeMutableBufferPointer<Double>)
  /// The value below which a share `p` of draws lie; 0 < p < 1.
  func quantile(_ p: Double) -> Double
  var mean: Double { get }
  var standardDeviation: Double { get }
  /// The least and the greatest value, ±∞ where there is none.
  var support: ClosedRange<Double> { get }
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
  /// Neither of the family's sets of arguments.
  case arguments(expected: String)
}

/// One family as a scenario file names it: `{triangular: {low: …, mode: …, high: …}}`.
public struct DistributionFamily: Sendable {
  public let name: String
  /// The sets of arguments that define it.
  public let forms: [[String]]
  /// Whether any two percentiles (`p10`, `p90`) define it as well.
  public let takesPercentiles: Bool
  /// Makes it from one of those sets, in the unit of the parameter.
  public let make: @Sendable ([String: Double]) throws(DistributionError) -> any Distribution

  public static func named(_ name: String) -> DistributionFamily? { all.first { $0.name == name } }

  /// Every family there is. A new one is a file beside this one and a line here.
  public static let all: [DistributionFamily] = [
    Normal.family, LogNormal.family, LogitNormal.family, Triangular.family, Uniform.family,
  ]

  /// What a file may write, for an error message.
  public var usage: String {
    (forms.map { $0.joined(separator: ", ") } + (takesPercentiles ? ["two of p1 … p99"] : []))
      .map { "{\($0)}" }.joined(separator: " or ")
  }
}
