import Simulation
import Statistics

extension ScenarioReader {
  mutating func readBaskets(_ node: LocatedNode, _ expected: Expectation) {
    guard let entries = node.entries else {
      return report(unexpected: node, expected, meant: node.emptyMap)
    }
    for entry in entries {
      note(entry.key, at: entry.place)
      checkName(entry.key, of: "a basket", .owner, at: entry.place)
      guard let keys = entry.value.entries else {
        let keys = BasketKey.names.joined(separator: ", ")
        report(unexpected: entry.value, Expectation("a map of keys (\(keys))"))
        continue
      }
      if let basket = basket(keys, of: entry) { draft.definition.baskets.append(basket) }
    }
    guard !draft.definition.baskets.isEmpty else { return }
    let kept = { (own: [Quantity], others: [Quantity]) in
      own.filter { quantity in !others.contains { $0.ownName == quantity.ownName } }
    }
    if places[ScenarioKey.record.name] == nil {
      draft.definition.record += kept(
        BasketCatalog.series.filter(\.isStandard), draft.definition.record)
    }
    if places[ScenarioKey.outcomes.name] == nil {
      draft.definition.outcomes += kept(BasketCatalog.outcomes, draft.definition.outcomes)
    }
  }

  private mutating func basket(
    _ keys: [LocatedNode.Entry], of entry: LocatedNode.Entry
  ) -> BasketDefinition? {
    let before = errorCount
    for key in keys {
      note("\(entry.key).\(key.key)", at: key.place)
      if BasketKey(rawValue: key.key) == nil {
        report(.unknownKey(key.key, in: entry.key, known: BasketKey.names), at: key.place)
      }
    }
    guard let holds = entry.value[BasketKey.holds.rawValue] else {
      // An unknown key is most likely the one that is missing.
      if errorCount == before {
        let expected = Expectation("a map of companies", example: BasketKey.holds.example)
        report(.missingKey(BasketKey.holds.rawValue, in: entry.key, expected), at: entry.place)
      }
      return nil
    }
    let holdings = self.holdings(holds, of: entry.key)
    let value = entry.value[BasketKey.value.rawValue].flatMap {
      number($0, named: "\(entry.key).\(BasketKey.value.rawValue)", rule(.money))
    }
    let rebalance = entry.value[BasketKey.rebalance.rawValue].flatMap {
      self.rebalance($0, of: entry.key)
    }
    guard let holdings, errorCount == before else { return nil }
    return basket(entry.key, holdings, value, rebalance, holds)
  }

  private mutating func rebalance(_ node: LocatedNode, of basket: String) -> Double? {
    let name = "\(basket).\(BasketKey.rebalance.rawValue)"
    guard let years = number(node, named: name, rule(.duration))?.number else { return nil }
    if draft.step.isLonger(than: years) {
      report(
        .shorterThanStep(name, comes: "what is held is put back to its weights once a step"),
        at: node.place)
    }
    return years
  }

  private func rule(_ kind: Kind) -> NumberRule {
    NumberRule(
      kind: kind, domain: .positive, currency: draft.currency, group: ScenarioKey.baskets.name)
  }

  // MARK: Numbers

  /// What somebody decides is one number, and nothing that is drawn.
  private mutating func number(
    _ node: LocatedNode, named name: String, _ rule: NumberRule
  ) -> Amount? {
    guard let read = law(node, rule) else { return nil }
    guard case .value(let value) = read.law else {
      report(
        .unexpected(
          Expectation("one number"), found: "a range, and what is held is decided, not drawn"),
        at: node.place)
      return nil
    }
    let currency = rule.kind == .money ? read.currency ?? rule.currency : nil
    note(name, rule, Assumption(.value(value), currency: currency))
    stated.append(ScenarioKey.baskets.stated(at: name, read.text))
    return Amount(number: value, currency: currency)
  }

  // MARK: Holdings

  private struct Holdings {
    let form: HoldingForm
    let items: [(company: String, number: Amount)]
  }

  private mutating func holdings(_ node: LocatedNode, of basket: String) -> Holdings? {
    let name = "\(basket).\(BasketKey.holds.rawValue)"
    guard let entries = node.entries, !entries.isEmpty else {
      let expected = Expectation("a map of companies", example: BasketKey.holds.example)
      report(unexpected: node, expected)
      return nil
    }
    let companies = draft.definition.companies.map(\.name)
    let form = HoldingForm(entries[0].value)
    var items: [(company: String, number: Amount)] = []
    for entry in entries {
      let own = "\(name).\(entry.key)"
      note(own, at: entry.place)
      if !companies.contains(entry.key), !draft.lacksBase {
        report(.unknownHappening(entry.key, as: "company", known: companies), at: entry.place)
      }
      let form = HoldingForm(entry.value)
      if isBare(entry.value) {
        report(.bareHolding(entry.value.found), at: entry.value.place)
        continue
      }
      guard let number = number(entry.value, named: own, form.rule(in: draft.currency)) else {
        continue
      }
      items.append((entry.key, number))
    }
    guard items.count == entries.count else { return nil }
    if let other = entries.first(where: { HoldingForm($0.value) != form }) {
      report(
        .mixedHoldings(form.words, HoldingForm(other.value).words), at: other.value.place)
      return nil
    }
    return Holdings(form: form, items: items)
  }

  /// Whether a number has no unit that says what it is; nothing at all is 0 of anything.
  private func isBare(_ node: LocatedNode) -> Bool {
    guard let text = node.plainText, case .success(let quantity) = QuantityText.quantity(text)
    else {
      return false
    }
    return quantity.unit == .none && quantity.number != 0
  }

  private mutating func basket(
    _ name: String, _ holdings: Holdings, _ value: Amount?, _ rebalance: Double?,
    _ node: LocatedNode
  ) -> BasketDefinition? {
    let amounts = holdings.items.map(\.number.number)
    let sum = amounts.reduce(0, +)
    if let value = places["\(name).\(BasketKey.value.rawValue)"], holdings.form != .part {
      report(.valueOfPositions(holdings.form.words), at: value)
      return nil
    }
    guard sum > 0 else {
      report(.nothingHeld, at: node.place)
      return nil
    }
    func basket(
      _ basis: BasketDefinition.Basis, in currency: String?, _ amount: (Double) -> Double = { $0 }
    ) -> BasketDefinition {
      BasketDefinition(
        name: name, basis: basis,
        holdings: zip(holdings.items, amounts).map {
          .init(company: $0.company, amount: amount($1))
        }, rebalance: rebalance, currency: currency)
    }
    switch holdings.form {
    case .part:
      guard sum <= 1 + 1e-9 else {
        report(.holdsTooMuch(sum: sum), at: node.place)
        return nil
      }
      return basket(.weights(of: value?.number ?? 1), in: value?.currency)
    case .shares: return basket(.shares, in: draft.currency ?? "")
    case .money:
      let codes = Set(holdings.items.compactMap(\.number.currency))
      guard codes.count <= 1 else {
        report(.heldCurrencies(codes.sorted()), at: node.place)
        return nil
      }
      return basket(.weights(of: sum), in: codes.first ?? draft.currency) { $0 / sum }
    }
  }
}
