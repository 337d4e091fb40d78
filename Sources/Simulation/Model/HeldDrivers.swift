import Statistics

extension Model {
  /// An uncertain input and the law that it is drawn from.
  public struct StatedDriver: Sendable {
    /// Full name, `zhipu.growth.initial`; a part of a schedule has its date, `zhipu.listPrice.drift@2027-01-01`.
    public let name: String
    /// Whose it is: the name of a company; empty for what all share.
    public let subject: String
    public let distribution: any Distribution
  }

  /// What is drawn once per path, in the order of the model.
  public var drivers: [StatedDriver] {
    pathConstants.compactMap { $0 as? Driver }.map {
      StatedDriver(name: $0.name, subject: $0.subject, distribution: $0.distribution)
    }
  }

  /// What is drawn: drivers, first draws of clocks, and where the model is traced shocks and jumps.
  package var drawn: [(name: String, subject: String, kind: Shift.Kind)] {
    factors.map { ($0.name, $0.subject, $0.kind) }
  }

  /// The same model with some drivers at one value on every path.
  ///
  /// Nothing is compiled anew, and nothing else changes: the other drivers keep their draws, also those
  /// that are correlated with one that is held.
  ///
  /// - Parameter values: By the driver's full name, in its own unit: 1.5 for a growth of 150 %. One
  ///   outside its domain fails every path; a name that is none of `drivers` changes nothing.
  public func holding(_ values: [String: Double]) -> Model {
    var model = self
    model.pathConstants = pathConstants.map { constant in
      guard let driver = constant as? Driver, let value = values[driver.name] else {
        return constant
      }
      return HeldDriver(column: driver.column, value: value)
    }
    return model
  }
}
