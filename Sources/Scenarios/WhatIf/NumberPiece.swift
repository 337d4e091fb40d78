import Simulation

extension ScenarioReader {
  /// The number of a state, `acme.listPrice.drift.war`, or of a date,
  /// `acme.growth.longRun.schedule.2027-06-30`.
  func piece(at key: String) -> KeyNumber? {
    var words = key.split(separator: ".").map(String.init)
    guard let piece = words.popLast() else { return nil }
    let isDate = words.last == LocatedNode.scheduleKey
    if isDate { words.removeLast() }
    let name = fullName(words.joined(separator: "."))
    guard let read = numbers[name],
      let law = law(of: piece, isDate: isDate, in: read.assumption.law)
    else { return nil }
    return KeyNumber(
      name: "\(name)@\(piece)", isShorthand: false, isPiece: true, rule: read.rule,
      stated: Assumption(law, currency: read.assumption.currency))
  }

  private func law(
    of piece: String, isDate: Bool, in law: Assumption.Law
  ) -> Assumption.Law? {
    switch law {
    case .value, .distribution: return nil
    case .schedule(let laws):
      return isDate ? laws.first { $0.from.description == piece }?.law : nil
    case .regime(let name, let laws):
      guard !isDate else { return nil }
      let states = draft.definition.regimes.first { $0.name == name }?.states ?? []
      return zip(states, laws).first { $0.0 == piece }?.1
    }
  }
}
