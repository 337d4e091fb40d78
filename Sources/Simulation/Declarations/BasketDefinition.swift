/// Companies that are held together: by their parts of a whole, of which the rest is cash, or by so many shares
/// of each.
public struct BasketDefinition: Sendable, Equatable {
  /// What is stated of each company.
  public enum Basis: Sendable, Equatable {
    /// Its part of what the basket is worth at the start, which is so much of the basket's currency. What they
    /// leave of 1 is cash, without interest.
    case weights(of: Double)
    /// How many of its shares are held; there is no cash.
    case shares
  }

  public struct Holding: Sendable, Equatable {
    public let company: String
    /// A part of 1, or shares; not below 0.
    public let amount: Double

    public init(company: String, amount: Double) {
      self.company = company
      self.amount = amount
    }
  }

  /// One word: `pair`.
  public let name: String
  public let basis: Basis
  /// Each company once, in the order of the file.
  public let holdings: [Holding]
  /// Years after which what can be traded is put back to the weights of the start; nil for what is held as it is.
  public let rebalance: Double?
  /// Of its value; nil for an index, which is 1 at the start.
  public let currency: String?

  public init(
    name: String, basis: Basis, holdings: [Holding], rebalance: Double?, currency: String?
  ) {
    self.name = name
    self.basis = basis
    self.holdings = holdings
    self.rebalance = rebalance
    self.currency = currency
  }

  /// The companies of which something is held.
  public var held: [String] { holdings.filter { $0.amount > 0 }.map(\.company) }

  /// Whether its value is told as a multiple of that of the start.
  public var isIndex: Bool { currency == nil }

  /// The steps on which it is rebalanced: the first at or after each interval.
  package func rebalancing(on grid: TimeGrid) -> Set<Int> {
    guard let rebalance, rebalance > 0 else { return [] }
    let interval = rebalance * Double(grid.step.perYear)
    // One shorter than a step is that of each step.
    guard interval > 1 else { return Set(1...grid.steps) }
    let count = Int(Double(grid.steps) / interval) + 1
    // A hair below, so that a twelfth of a year is one step of twelve.
    return Set((1...count).map { Int((Double($0) * interval - 1e-9).rounded(.up)) })
  }
}
