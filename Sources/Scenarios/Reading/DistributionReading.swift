import Simulation

/// The family that a map names, what it says of it, and where it cuts it.
struct DistributionNode {
  let family: DistributionFamily
  let arguments: LocatedNode
  let truncation: LocatedNode?
}

extension LocatedNode {
  /// Where a map has the form `{lognormal: {…}}` or `{lognormal: {…}, truncate: [0, 12]}`.
  var distribution: DistributionNode? {
    guard let entries else { return nil }
    let truncation = entries.first { $0.key == EvidenceKey.truncate.rawValue }
    let others = entries.filter { $0.key != EvidenceKey.truncate.rawValue }
    guard others.count == 1, let family = DistributionFamily.named(others[0].key) else {
      return nil
    }
    return DistributionNode(
      family: family, arguments: others[0].value, truncation: truncation?.value)
  }
}

/// A distribution with the amounts that must be in one currency.
private struct MadeLaw {
  let law: any Distribution
  let amounts: [Amount]
}

extension ScenarioReader {
  /// The distribution that a map names, truncated where it says so.
  mutating func distribution(_ stated: DistributionNode, in node: LocatedNode, _ rule: NumberRule)
    -> StatedLaw?
  {
    let (family, arguments) = (stated.family, stated.arguments)
    let made: MadeLaw?
    switch family.content {
    case .forms:
      made = fromArguments(arguments, of: family, rule)
    case .values(let make):
      made = fromValues(arguments, of: family, rule, make)
    case .weightedValues(let make):
      made = fromItems(
        arguments, of: family, rule, make,
        reading: { reader, node, rule in reader.value(node, rule).map { ($0.number, $0) } })
    case .weightedLaws(let make):
      made = fromItems(
        arguments, of: family, rule, make,
        reading: { reader, node, rule in
          guard let law = reader.law(node, rule.part, isNested: true) else { return nil }
          // 0 is 0 in any currency.
          var number = 1.0
          if case .value(let value) = law.law { number = value }
          return (law.distribution, Amount(number: number, currency: law.currency))
        })
    }
    guard let made, isOneCurrency(made.amounts, at: node.place, rule) else { return nil }
    let law = StatedLaw(
      law: .distribution(made.law), currency: made.amounts.lazy.compactMap(\.currency).first,
      text: node.summary)
    guard let truncation = stated.truncation else { return law }
    return truncated(law, by: truncation, rule)
  }

  private mutating func fromArguments(
    _ node: LocatedNode, of family: DistributionFamily, _ rule: NumberRule
  ) -> MadeLaw? {
    guard let entries = node.entries else {
      report(unexpected: node, Expectation("the map \(family.usage)"))
      return nil
    }
    var numbers: [String: Double] = [:]
    var amounts: [Amount] = []
    for entry in entries {
      let argument = family.argument(entry.key)
      let isPercentile = family.takesPercentiles && StatedPercentile.level(of: entry.key) != nil
      guard argument != nil || isPercentile else {
        let known = family.arguments.map(\.name) + (family.takesPercentiles ? ["p10", "p90"] : [])
        report(.unknownKey(entry.key, in: family.name, known: known), at: entry.place)
        continue
      }
      let content = argument?.content ?? .value
      guard let amount = value(entry.value, rule.argument(content)) else { continue }
      numbers[entry.key] = amount.number
      if content.isInUnitOfKey { amounts.append(amount) }
    }
    guard numbers.count == entries.count else { return nil }
    return made(family, node, amounts) { () throws(DistributionError) in try family.make(numbers) }
  }

  private mutating func fromValues(
    _ node: LocatedNode, of family: DistributionFamily, _ rule: NumberRule,
    _ make: ([Double]) throws(DistributionError) -> any Distribution
  ) -> MadeLaw? {
    guard let items = list(node, Expectation("a list of values")) else { return nil }
    let amounts = items.compactMap { value($0, rule) }
    guard amounts.count == items.count else { return nil }
    return made(family, node, amounts) { () throws(DistributionError) in
      try make(amounts.map(\.number))
    }
  }

  /// A list of maps with a value and its weight each.
  private mutating func fromItems<Value>(
    _ node: LocatedNode, of family: DistributionFamily, _ rule: NumberRule,
    _ make: ([DistributionFamily.Weighted<Value>]) throws(DistributionError) -> any Distribution,
    reading read: (inout ScenarioReader, LocatedNode, NumberRule) -> (Value, Amount)?
  ) -> MadeLaw? {
    guard let nodes = list(node, Expectation(family.usage)) else { return nil }
    var items: [DistributionFamily.Weighted<Value>] = []
    var amounts: [Amount] = []
    for item in nodes {
      guard let (value, weight) = weighted(item, of: family) else { continue }
      let number = weight.value.flatMap { self.value($0, rule.argument(weight.argument.content)) }
      let found = value.value.flatMap { read(&self, $0, rule) }
      guard let number, let found else { continue }
      items.append(.init(found.0, weight: number.number))
      amounts.append(found.1)
    }
    guard items.count == nodes.count else { return nil }
    return made(family, node, amounts) { () throws(DistributionError) in try make(items) }
  }

  private typealias Part = (argument: DistributionFamily.Argument, value: LocatedNode?)

  /// The value and the weight of an item, each nil where it is missing and that has been reported.
  private mutating func weighted(_ item: LocatedNode, of family: DistributionFamily)
    -> (Part, Part)?
  {
    guard let entries = item.entries, family.arguments.count == 2 else {
      let names = family.arguments.map(\.name).joined(separator: ", ")
      report(unexpected: item, Expectation("a map {\(names)}"))
      return nil
    }
    var isMisspelt = false
    for entry in entries where family.argument(entry.key) == nil {
      isMisspelt = true
      report(
        .unknownKey(entry.key, in: family.name, known: family.arguments.map(\.name)),
        at: entry.place)
    }
    let parts = family.arguments.map { argument in (argument, item[argument.name]) }
    // An unknown key is most likely the one that is missing.
    for (argument, value) in parts where value == nil && !isMisspelt {
      let expected = Expectation(argument.name == "weight" ? "a share" : "a value")
      report(.missingKey(argument.name, in: family.name, expected), at: item.place)
    }
    return (parts[0], parts[1])
  }

  /// One quantity, where nothing else can stand.
  mutating func value(_ node: LocatedNode, _ rule: NumberRule) -> Amount? {
    guard case .scalar(let text) = node.content else {
      report(unexpected: node, rule.kind.expectation)
      return nil
    }
    return amount(text, at: node.place, rule)
  }

  private mutating func made(
    _ family: DistributionFamily, _ node: LocatedNode, _ amounts: [Amount],
    _ make: () throws(DistributionError) -> any Distribution
  ) -> MadeLaw? {
    do throws(DistributionError) {
      return MadeLaw(law: try make(), amounts: amounts)
    } catch {
      report(error, of: family, at: node)
      return nil
    }
  }

  private mutating func report(
    _ error: DistributionError, of family: DistributionFamily, at node: LocatedNode
  ) {
    switch error {
    case .notAscending: report(.notAscending(), at: node.place)
    case .argument(let name, let domain):
      report(
        .distributionArgument(name, mustBe: domain), at: node[name]?.place ?? node.place)
    case .arguments:
      report(.distributionArguments(family: family.name, usage: family.usage), at: node.place)
    case .impossible(let reason): report(.impossibleDistribution(reason), at: node.place)
    }
  }
}

extension StatedLaw {
  fileprivate var distribution: any Distribution {
    guard let only = law.only else {
      preconditionFailure("a part of a distribution follows no schedule")
    }
    return only
  }
}

extension NumberRule {
  /// The rule of one argument of a distribution. A spread is no value: the domain does not hold for
  /// it (the family says what it must be), and that of a rate does not compound.
  fileprivate func argument(_ content: DistributionFamily.Argument.Content) -> NumberRule {
    switch content {
    case .value: self
    case .end: NumberRule(kind: kind, domain: domain.closed, currency: currency)
    case .spread:
      NumberRule(kind: kind == .rate ? .change : kind, domain: .any, currency: currency)
    case .plain(let kind, let domain): NumberRule(kind: kind, domain: domain, currency: nil)
    }
  }
}

extension DistributionFamily.Argument.Content {
  fileprivate var isInUnitOfKey: Bool {
    switch self {
    case .value, .end, .spread: true
    case .plain: false
    }
  }
}
