import Simulation

extension ScenarioReader {
  /// The number of a state, `acme.listPrice.drift.war`, of a date, `acme.growth.longRun.schedule.2027-06-30`, or
  /// of a point, `acme.growth.longRun.points.3 times`.
  func piece(at key: String) -> KeyNumber? {
    if let point = point(at: key) { return point }
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

  /// The number of a point: `acme.multiple.longRun.points.3 times`.
  private func point(at key: String) -> KeyNumber? {
    guard let sign = key.firstRange(of: ".\(AlongKey.points.rawValue).") else { return nil }
    let (name, piece) = (fullName(String(key[..<sign.lowerBound])), key[sign.upperBound...])
    guard let read = numbers[name], case .along(let along) = read.assumption.law,
      let point = along.points.first(where: { $0.text == piece })
    else { return nil }
    return KeyNumber(
      name: "\(name)@\(piece)", isShorthand: false, isPiece: true, rule: read.rule,
      stated: Assumption(point.law, currency: read.assumption.currency))
  }

  private func law(
    of piece: String, isDate: Bool, in law: Assumption.Law
  ) -> Assumption.Law? {
    switch law {
    case .value, .distribution, .along: return nil
    case .schedule(let laws):
      return isDate ? laws.first { $0.from.description == piece }?.law : nil
    case .regime(let name, let laws):
      guard !isDate else { return nil }
      let states = draft.definition.regimes.first { $0.name == name }?.states ?? []
      return zip(states, laws).first { $0.0 == piece }?.1
    }
  }
}
