/// What moved a company's share price from the start to the horizon, path by path.
///
/// The share price is usage · list price · multiple times what ARR and the exchange rate were at the
/// start, less what debt and other shares take. So the change of its logarithm is a sum:
///
///     ln(S_T/S_0) = Δln usage + Δln list price + Δln multiple
///                 + Δln((EV + cash - debt)/EV) - Δln(diluted shares) + Δln FX
///
/// Diluted shares are N + Σ n·max(1 - K/S, 0) at either date, from the share count and the options, not
/// from cap over price; so the sum is a check of the share price.
///
/// Verified: `AttributionTests`.
public struct PriceAttribution: Sendable, Equatable, Named {
  /// A cause, in the order in which tables and pictures have it.
  public enum Cause: String, Sendable, CaseIterable {
    case usage
    case listPrice = "list price"
    case multiple
    /// Cash, debt and the number of shares.
    case capitalStructure = "capital structure"
    /// What one unit of the company's currency is worth in the reporting currency.
    case currency
    /// What events did to the share price itself; only where some do.
    case events
    /// What a holder got beyond the share price when the company was bought; only where it may be.
    case takeover = "takeover premium"
  }

  /// What one cause did.
  public struct Part: Sendable, Equatable, Named {
    public let cause: Cause
    /// Of the change of the share price's logarithm: -0.69 halves the price, 0 leaves it.
    public let sample: SampleSummary
    /// In words: `capital structure`.
    public var name: String { cause.rawValue }

    public init(cause: Cause, sample: SampleSummary) {
      self.cause = cause
      self.sample = sample
    }
  }

  public let company: String
  /// One for each cause, in their order. Their means add to that of `total`; their percentiles do not,
  /// because each is taken over the paths by itself.
  public let parts: [Part]
  /// Of ln(S_T/S_0), on the same paths.
  public let total: SampleSummary
  /// Paths without an attribution: the share price is 0 at the start or at the horizon, or the path
  /// failed. They count in no part.
  public let leftOut: Proportion
  /// The largest |Σ parts - ln(S_T/S_0)| of all paths: rounding, at most 1e-9. 0 where no path was
  /// attributed.
  public let largestGap: Double

  /// Of the company: attributions are found by it.
  public var name: String { company }

  public subscript(cause: Cause) -> SampleSummary? { parts.first { $0.cause == cause }?.sample }

  public init(
    company: String, parts: [Part], total: SampleSummary, leftOut: Proportion, largestGap: Double
  ) {
    self.company = company
    self.parts = parts
    self.total = total
    self.leftOut = leftOut
    self.largestGap = largestGap
  }
}
