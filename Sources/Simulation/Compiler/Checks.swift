// What fails a path.

extension Compiler {
  /// Fails the paths on which a number is outside a domain.
  ///
  /// - Parameter numbers: What is told of the first path that fails.
  func check(
    _ number: Number, _ domain: Domain, cause text: String, telling numbers: [Number] = []
  ) {
    for piece in pieces(of: number) {
      guard case .column(let column) = piece.place else { continue }
      let cause = failureCause(text, telling: numbers)
      let check = DomainCheck(column: column, domain: domain, failure: failure, cause: cause)
      if alongs.contains(piece) { append(DomainCheckInStep(check: check)) } else { append(check) }
    }
  }

  /// Refuses a number that is not below another, or fails the paths on which it is not.
  func requireBelow(_ number: Number, _ limit: Number, _ key: String, _ name: String) {
    let room = derive(limit, number) { $0 - $1 }
    if let value = value(of: room), value <= 0, let number = self.value(of: number) {
      refuse(
        key, "is \((100 * number).shortText) %, not below \(name): the value would be infinite")
    }
    check(room, .positive, cause: "\(key) was not below \(name)", telling: [number, limit])
  }

  /// Refuses more than a thousand events in a step, or fails the paths that have them; says where a step is
  /// coarse.
  func checkStepRate(_ rate: Number, of name: String) {
    refuseStepRate(rate, of: name)
    for value in knownValues(of: rate) where Domain.stepRate.contains(value) && value > 1 {
      warn(
        name,
        "rings \(value.shortText) times in a step; what it moves is seen once a step: take a shorter one"
      )
    }
  }

  /// The same without a word about the step.
  func refuseStepRate(_ rate: Number, of name: String) {
    for value in knownValues(of: rate) where !Domain.stepRate.contains(value) {
      refuse(name, "\(value.shortText) events in a step; \(Domain.stepRate.rawValue) were expected")
    }
    check(rate, .stepRate, cause: "\(name) was drawn above 1,000 events in a step")
  }
}
