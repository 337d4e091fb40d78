// What fails a path.

extension ModelBuilder {
  /// Fails the paths on which a number is outside a domain.
  ///
  /// - Parameter numbers: What is told of the first path that fails.
  mutating func check(
    _ number: Number, _ domain: Domain, cause text: String, telling numbers: [Number] = []
  ) {
    for piece in pieces(of: number) {
      guard case .column(let column) = piece.place else { continue }
      let cause = failureCause(text)
      if !numbers.isEmpty { failureNumbers[cause] = numbers }
      append(DomainCheck(column: column, domain: domain, failure: failure, cause: cause))
    }
  }

  /// Refuses a number that is not below another, or fails the paths on which it is not.
  mutating func requireBelow(_ number: Number, _ limit: Number, _ key: String, _ name: String) {
    let room = derive(limit, number) { $0 - $1 }
    if let value = value(of: room), value <= 0, let number = self.value(of: number) {
      refuse(
        key, "is \((100 * number).shortText) %, not below \(name): the value would be infinite")
    }
    check(room, .positive, cause: "\(key) was not below \(name)", telling: [number, limit])
  }

  /// What a number in the failure column means.
  mutating func failureCause(_ text: String) -> Int {
    failureCauses.append(text)
    return failureCauses.count
  }
}
