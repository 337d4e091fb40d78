import Simulation

/// A range or a distribution in the notation of another tool, or of common speech: `[40%, 120%]`,
/// `{min: 40%, max: 120%}`, `normal(80%, 20%)`, `=RiskTriang(1; 2; 4)`.
///
/// It is not read as a number, because brackets do not say whether they hold bounds or percentiles. It
/// says what may be meant, with its own numbers, in the notation of this format.
struct OtherNotation {
  struct Argument {
    /// As it is called here; nil where only its place says what it is.
    var name: String?
    let value: String
  }

  /// The family as it is called there; nil for a range.
  let family: String?
  let arguments: [Argument]
  /// The values before one got the unit of another, which a range does by itself.
  private let asStated: [String]

  /// More are a table.
  private static let mostArguments = 12

  /// Nil where a number has no part of it, or more parts than somebody writes.
  init?(_ family: String?, _ arguments: [Argument]) {
    guard (1...Self.mostArguments).contains(arguments.count),
      arguments.allSatisfy({ !$0.value.isEmpty })
    else { return nil }
    self.family = family
    asStated = arguments.map(\.value)
    self.arguments = Self.inOneUnit(arguments)
  }

  /// `10` and `20M` are 10M and 20M.
  private static func inOneUnit(_ arguments: [Argument]) -> [Argument] {
    guard let last = arguments.last?.value, arguments.count > 1,
      case .success(let quantity) = QuantityText.quantity(last), !quantity.isBare
    else { return arguments }
    let unit = last.drop { $0.isNumber || "+-._ ".contains($0) || QuantityText.isMinus($0) }
    return arguments.map { argument in
      guard case .success(let own) = QuantityText.quantity(argument.value), own.isBare
      else { return argument }
      let space = unit.first?.isLetter == true && unit.count > 1 ? " " : ""
      return Argument(name: argument.name, value: argument.value + space + unit)
    }
  }

  // MARK: What may be meant

  /// Texts of this format that may be meant, the likeliest first. Those of a group mean the same, and the
  /// first that can be read says it.
  var meant: [[String]] { family.map(distributions) ?? ([ranges] + unnamedDistributions) }

  /// The same with plain numbers in per cent: 0.8 is 80 %, and so is 80.
  var inPercent: OtherNotation? {
    OtherNotation(
      family,
      arguments.map { argument in
        guard case .success(let number) = QuantityText.quantity(argument.value), number.isBare
        else { return argument }
        return Argument(name: argument.name, value: number.asPercent)
      })
  }

  private var values: [String] { arguments.map(\.value) }
  private var names: [String] { arguments.compactMap(\.name) }
  private var areNamed: Bool { names.count == arguments.count }

  private var ranges: [String] {
    guard let ends = values(ofOneOf: [["low", "high"], ["p5", "p95"]]), (1...2).contains(ends.count)
    else { return [] }
    if ends.count == 1 { return ends }
    let plain = areNamed ? [] : ["\(asStated[0]) to \(asStated[1])"]
    return plain + ["\(ends[0]) to \(ends[1])", "\(ends[1]) to \(ends[0])"]
  }

  /// The values of arguments with just these names, or with none, in their order.
  private func values(ofOneOf names: [[String]]) -> [String]? {
    guard areNamed else { return self.names.isEmpty ? values : nil }
    guard let order = names.first(where: { Set($0) == Set(self.names) }),
      order.count == values.count
    else { return nil }
    return order.compactMap { name in arguments.first { $0.name == name }?.value }
  }

  private var unnamedDistributions: [[String]] {
    let plain = values(ofOneOf: [["low", "high"], ["low", "mode", "high"]])
    switch plain?.count {
    case 2: return [[text("uniform", ["low", "high"], plain)]]
    case 3: return ["triangular", "pert"].map { [text($0, ["low", "mode", "high"], plain)] }
    case .some(4...): return [[list("empirical")]]
    default: break
    }
    guard areNamed else { return [] }
    return DistributionFamily.all.filter { family in
      family.forms.contains { fits($0, of: family) }
    }.map { [text($0.name, names)] }
  }

  private func distributions(_ word: String) -> [[String]] {
    guard let family = Self.family(named: word) else { return [] }
    if case .values = family.content { return [[list(family.name)]] }
    if areNamed { return [[text(family.name, names)]] }
    // Elsewhere, too, the first of the forms is the usual one.
    let form = family.forms.first {
      $0.percentiles.lowerBound == 0 && $0.names.count >= values.count
    }
    return form.map { [[text(family.name, $0.names)]] } ?? []
  }

  private func fits(_ form: DistributionFamily.Form, of family: DistributionFamily) -> Bool {
    let percentiles = names.filter { StatedPercentile.level(of: $0) != nil }
    let others = Set(names).subtracting(percentiles)
    let needed = form.names.filter { !(family.argument($0)?.isOptional ?? false) }
    return others.isSubset(of: form.names) && others.isSuperset(of: needed)
      && form.percentiles.contains(percentiles.count)
  }

  private func text(_ family: String, _ names: [String], _ values: [String]? = nil) -> String {
    let pairs = zip(names, values ?? self.values).map { "\($0): \($1)" }
    return "{\(family): {\(pairs.joined(separator: ", "))}}"
  }

  private func list(_ family: String) -> String {
    "{\(family): [\(values.joined(separator: ", "))]}"
  }
}
