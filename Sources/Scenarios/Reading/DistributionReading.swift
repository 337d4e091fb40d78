import Simulation

extension ScenarioReader {
  /// The distribution that a map names, with its family's arguments.
  mutating func distribution(
    _ family: DistributionFamily, _ arguments: LocatedNode, in node: LocatedNode,
    _ rule: NumberRule
  ) -> StatedLaw? {
    guard let entries = arguments.entries else {
      report(unexpected: arguments, Expectation("the map \(family.usage)"))
      return nil
    }
    var amounts: [String: Amount] = [:]
    var order: [Amount] = []
    for entry in entries {
      guard family.takes(entry.key) else {
        report(
          .unknownKey(entry.key, in: family.name, known: family.argumentNames), at: entry.place)
        continue
      }
      guard case .scalar(let text) = entry.value.content else {
        report(unexpected: entry.value, rule.kind.expectation)
        continue
      }
      guard let amount = amount(text, at: entry.value.place, rule.argument(entry.key)) else {
        continue
      }
      amounts[entry.key] = amount
      order.append(amount)
    }
    guard order.count == entries.count, isOneCurrency(order, at: node.place, rule)
    else { return nil }
    do throws(DistributionError) {
      let made = try family.make(amounts.mapValues(\.number))
      return StatedLaw(
        law: .distribution(made), currency: order.lazy.compactMap(\.currency).first,
        text: node.summary)
    } catch {
      report(error, of: family, arguments: arguments)
      return nil
    }
  }

  private mutating func report(
    _ error: DistributionError, of family: DistributionFamily, arguments: LocatedNode
  ) {
    switch error {
    case .notAscending: report(.notAscending, at: arguments.place)
    case .argument(let name, let domain):
      report(
        .distributionArgument(name, mustBe: domain),
        at: arguments[name]?.place ?? arguments.place)
    case .arguments:
      report(
        .distributionArguments(family: family.name, usage: family.usage), at: arguments.place)
    }
  }
}

extension NumberRule {
  /// The rule of one argument of a distribution. A spread is no value: the domain does not hold for
  /// it (the family says what it must be), and that of a rate does not compound.
  fileprivate func argument(_ name: String) -> NumberRule {
    guard name == "sd" else { return self }
    return NumberRule(kind: kind == .rate ? .change : kind, domain: .any, currency: currency)
  }
}

extension DistributionFamily {
  fileprivate var argumentNames: [String] {
    var names: [String] = []
    for name in forms.joined() where !names.contains(name) { names.append(name) }
    return names + (takesPercentiles ? ["p10", "p90"] : [])
  }

  fileprivate func takes(_ argument: String) -> Bool {
    forms.joined().contains(argument)
      || (takesPercentiles && argument.first == "p"
        && Double(argument.dropFirst()).map { $0 > 0 && $0 < 100 } ?? false)
  }
}
