import Simulation

/// Regular expressions of what a string may be where a number of some kind is expected, for editors.
///
/// Which units a kind takes is asked of the reader with one sample of each. A pattern says nothing
/// of domains and of ends that do not rise, and lets `2 to 6B` pass: the reader says more.
enum QuantityPattern {
  private static let number =
    "[-+\u{2212}\u{2013}]?(?:[0-9][0-9_]*(?:\\.[0-9_]+)?|\\.[0-9_]+)(?:[eE][-+]?[0-9]+)?"
  private static let zero = "[-+\u{2212}\u{2013}]?0+(?:\\.0+)?"
  private static let suffix = " *(?:k|M|B|bn|T)"
  private static let period = "(?:\(Period.allCases.map(\.rawValue).joined(separator: "|")))"

  /// A unit as the reader may accept it, and what it looks like.
  private static let units: [(sample: String, pattern: String)] = [
    ("1M", suffix), ("1 USD", "(?:\(suffix))? *[A-Z]{3}"), ("1%", "(?:\(suffix))? *%"),
    ("1%/year", " *% */ *year"), ("1%/month", " *% */ *\(period)"),
    ("1 log/year", " *log */ *\(period)"),
    ("1x", "(?:\(suffix))? *(?:x|times|×)"), ("1 year", "(?:\(suffix))? *\(period)s?"),
    ("1/year", "(?:\(suffix))? */ *\(period)"), ("1 share", "(?:\(suffix))? *shares?"),
  ]

  /// One quantity or `low to high` of them.
  static func of(_ kind: Kind) -> String {
    var units: [String] = []
    for (sample, pattern) in Self.units
    where kind.takes(sample) && !units.contains(pattern) { units.append(pattern) }
    let bare = takesBareNumbers(kind) ? number : zero
    let one = units.isEmpty ? bare : "(?:\(number)(?:\(units.joined(separator: "|")))|\(bare))"
    // The low end of a range may leave the unit to the high end.
    return "^ *(?:(?:\(number)|\(one)) +to +)?\(one) *$"
  }

  /// A quantity of any kind, for the arguments of distributions.
  static let any: String = {
    let units = Self.units.map(\.pattern).joined(separator: "|")
    return "^ *\(number)(?:\(units))? *$"
  }()

  static func takesBareNumbers(_ kind: Kind) -> Bool { kind.takes("1") }
}

extension Kind {
  fileprivate func takes(_ text: String) -> Bool {
    guard case .success(let quantity) = QuantityText.quantity(text) else { return false }
    return number(of: quantity) != nil
  }
}
