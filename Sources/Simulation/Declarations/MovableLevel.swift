/// What of a company an effect can move: a level, which moves once, and goes on from there.
public struct MovableLevel: Sendable {
  /// Its own name: `usage`, `costs.fixed`; `revenue.lines[]` for each line.
  public let name: String
  /// Of its values, and of what is added to it.
  public let kind: Kind
  /// Of its values; a path on which an effect leaves it fails.
  public let domain: Domain
  public let operations: [Effect.Operation]
  /// Keys or sections of which a company must state one; none for what every company has.
  public let needs: [String]
  /// Whether it is an amount that comes or goes once, and no move that could be undone.
  public let isOneOff: Bool
  public let help: String

  public init(
    _ name: String, _ kind: Kind, _ domain: Domain,
    _ operations: [Effect.Operation] = Effect.Operation.moves, needs: [String] = [],
    isOneOff: Bool = false, help: String
  ) {
    self.name = name
    self.kind = kind
    self.domain = domain
    self.operations = operations
    self.needs = needs
    self.isOneOff = isOneOff
    self.help = help
  }

  /// What the size of an operation is, and the values that it may take.
  public func rule(of operation: Effect.Operation) -> (kind: Kind, domain: Domain) {
    switch operation {
    case .change: (.change, domain.ofChanges)
    case .add: (kind, kind == .share ? .correlation : .any)
    case .set, .raise, .buyOut: (kind, domain)
    }
  }
}

extension Domain {
  /// What a value may be changed by: one that is 0 or above may be lost as a whole, one above 0 not.
  var ofChanges: Domain {
    [.positive, .openUnit].contains(self) ? .aboveMinusOne : .notBelowMinusOne
  }
}
