/// What is held together, for whoever tells of it.
public struct BasketSummary: Sendable, Equatable, Named {
  public let name: String
  /// Names of the companies of which something is held, in the order of the file.
  public let holds: [String]

  public init(name: String, holds: [String]) {
    self.name = name
    self.holds = holds
  }
}
