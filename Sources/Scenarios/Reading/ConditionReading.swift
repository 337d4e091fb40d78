import Simulation
import Statistics

/// The parts of a condition, each where the file states it.
private struct ConditionParts {
  var name: LocatedNode
  /// What the name must be; nil where either will do.
  var sort: Quantity.Sort?
  var relation: Relation
  var level: LocatedNode
  var moment: (key: ConditionKey, date: LocatedNode)?
}

/// A level or a value that a file states.
struct StatedLevel {
  let value: Double
  /// In the words of the file, with the currency of an amount.
  let words: String
  /// In one notation for one value, so that two ways to state a condition have one name.
  let text: String
}

extension ScenarioReader {
  /// A condition in either of its forms, a map or one text: the only place that knows them. Companies
  /// and dates must have been read. Nil where something is wrong and has been reported.
  ///
  /// - Parameter list: The key that it belongs to, for messages.
  mutating func condition(_ node: LocatedNode, in list: String? = nil) -> Condition? {
    reading(node, as: .condition) { $0.ownCondition(node, in: list) }
  }

  private mutating func ownCondition(_ node: LocatedNode, in list: String?) -> Condition? {
    let parts: ConditionParts?
    switch node.content {
    case .scalar(let text) where WorstText.isMeant(by: text):
      report(.misplacedKey(WorstText.first, below: "'\(ScenarioKey.groups.name)'"), at: node.place)
      parts = nil
    case .scalar(let text): parts = conditionParts(text, at: node.place)
    case .map(let entries): parts = conditionParts(entries, of: node, in: list)
    case .nothing, .list, .refused:
      report(unexpected: node, .condition)
      parts = nil
    }
    return parts.flatMap { condition($0) }
  }

  // MARK: Forms

  private mutating func conditionParts(_ text: String, at place: Place) -> ConditionParts? {
    do throws(ConditionText.Failure) {
      let parts = try ConditionText(text)
      return ConditionParts(
        name: part(parts.name, of: text, at: place), relation: parts.relation,
        level: part(parts.level, of: text, at: place),
        moment: parts.moment.map { ($0.key, part($0.date, of: text, at: place)) })
    } catch {
      // A space that is none joins two words, so that the next one is taken for another part.
      let isPasted = Lookalike.first(in: text) != nil
      switch isPasted ? .noComparison : error {
      case .noComparison:
        report(.unexpected(.condition, found: text.isEmpty ? "" : "'\(text)'"), at: place)
      case .unknownComparison(let word):
        report(
          .unknownWord(
            word.text, as: "comparison", known: ConditionText.comparisons.map(\.word)),
          at: part(word, of: text, at: place).place)
      case .severalConditions(let word):
        report(
          .unexpected(
            Expectation("one condition"), found: "'\(word.text)' between two; write each on its own"
          ),
          at: part(word, of: text, at: place).place)
      case .unknownMoment(let word):
        report(
          .unknownWord(word.text, as: "word", known: ConditionText.moments.map(\.rawValue)),
          at: part(word, of: text, at: place).place)
      }
      return nil
    }
  }

  /// A part of a text as a value of its own.
  func part(_ part: ConditionText.Part, of text: String, at place: Place) -> LocatedNode {
    LocatedNode(
      content: part.text.isEmpty ? .nothing : .scalar(part.text),
      place: sources.place(place, offset: part.offset, in: text))
  }

  private mutating func conditionParts(
    _ entries: [LocatedNode.Entry], of node: LocatedNode, in list: String?
  ) -> ConditionParts? {
    let unknown = entries.filter { ConditionKey(rawValue: $0.key) == nil }
    for entry in unknown {
      report(.unknownKey(entry.key, in: list, known: ConditionKey.names), at: entry.place)
    }
    // An unknown key is most likely the one that is missing.
    let isWhole = unknown.isEmpty
    let name = one(of: [.series, .outcome], in: entries, of: node, isRequired: isWhole)
    let relation = one(of: [.above, .below], in: entries, of: node, isRequired: isWhole)
    let moment = one(of: ConditionText.moments, in: entries, of: node, isRequired: false)
    guard isWhole, let name, let relation, entries.count == (moment == nil ? 2 : 3),
      let word = Relation(rawValue: relation.key)
    else {
      // Its own error, beside that of the keys.
      if let name { _ = quantity(name.value, as: Quantity.Sort(rawValue: name.key)) }
      return nil
    }
    return ConditionParts(
      name: name.value, sort: Quantity.Sort(rawValue: name.key), relation: word,
      level: relation.value,
      moment: moment.flatMap { entry in
        ConditionKey(rawValue: entry.key).map { ($0, entry.value) }
      })
  }

  /// The one of some keys that a map has.
  private mutating func one(
    of keys: [ConditionKey], in entries: [LocatedNode.Entry], of node: LocatedNode,
    isRequired: Bool
  ) -> LocatedNode.Entry? {
    let names = keys.map(\.rawValue)
    let found = entries.filter { names.contains($0.key) }
    if found.count > 1 || (found.isEmpty && isRequired) {
      report(.oneKeyOf(names, found: found.count), at: found.last?.place ?? node.place)
    }
    return found.count > 1 ? nil : found.first
  }

  // MARK: Meaning

  private mutating func condition(_ parts: ConditionParts) -> Condition? {
    guard let quantity = quantity(parts.name, as: parts.sort) else { return nil }
    warnOfCoarseDrawdown(quantity, at: parts.name.place)
    let level = level(parts.level, of: quantity, parts.relation)
    let start = "\(quantity.name) \(parts.relation.symbol)"
    guard quantity.sort == .series else {
      if let date = parts.moment?.date { report(.dateOfOutcome(quantity.name), at: date.place) }
      guard let level else { return nil }
      let text = "\(start) \(level.text)"
      asked.append(.init(name: text, words: "\(start) \(level.words)", level: level.words))
      return Condition(text: text, quantity, relation: parts.relation, level: level.value)
    }
    let key = parts.moment?.key ?? .at
    // Without a date the horizon is meant.
    let step = parts.moment.map { self.step($0.date) } ?? dates.indices.last
    guard let level, let step else { return nil }
    let text = "\(start) \(level.text) \(key.rawValue) \(dates[step])"
    let date = parts.moment?.date.summary
    asked.append(
      .init(
        name: text,
        words: "\(start) \(level.words) \(key.rawValue) \(date ?? dates[step].description)",
        level: level.words, date: date))
    return Condition(
      text: text, quantity, key == .until ? .until(step) : .at(step), relation: parts.relation,
      level: level.value)
  }

  /// The last date of the grid that is not after the stated one, which may be any of the horizon.
  mutating func step(_ node: LocatedNode) -> Int? {
    guard let date = date(node), let grid = draft.grid else { return nil }
    guard date >= grid.start, date <= grid.end else {
      let range = "a date from \(grid.start) to \(grid.end)"
      report(.outOfDomain("\(date)", mustBe: range), at: node.place)
      return nil
    }
    return stepsUntil(date) - 1
  }

  /// How many dates of the grid, the start included, are not after a date.
  func stepsUntil(_ date: CalendarDate) -> Int {
    var (low, high) = (0, dates.count)
    while low < high {
      let middle = (low + high) / 2
      if dates[middle] <= date { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The level that an outcome or a series is compared with.
  private mutating func level(
    _ node: LocatedNode, of quantity: Quantity, _ relation: Relation
  ) -> StatedLevel? {
    guard quantity.measure == .date else { return value(node, of: quantity) }
    guard var step = step(node), case .scalar(let stated) = node.content else { return nil }
    // 'Before the 10th' includes the date of the grid on the 7th, so the next one is the bound.
    if relation == .below, dates[step].description != stated { step += 1 }
    // Past the last date of the grid, but within the horizon, there is none.
    let text = step < dates.count ? dates[step].description : stated
    return StatedLevel(value: Double(step), words: stated, text: text)
  }

  /// A value in the notation of a series or an outcome; money in its one currency.
  mutating func value(_ node: LocatedNode, of quantity: Quantity) -> StatedLevel? {
    quantity.rule.flatMap { stated(node, $0) }
  }

  /// One number with its notation; money in the currency of the rule.
  mutating func stated(_ node: LocatedNode, _ rule: NumberRule) -> StatedLevel? {
    guard case .scalar(let text) = node.content else {
      report(unexpected: node, rule.kind.expectation)
      return nil
    }
    guard let amount = amount(text, at: node.place, rule) else { return nil }
    // 0 is 0 in any currency.
    if let found = amount.currency, let expected = rule.currency, !expected.isEmpty,
      found != expected, amount.number != 0
    {
      report(
        .unexpected(Expectation("an amount in \(expected)"), found: "an amount in \(found)"),
        at: node.place)
      return nil
    }
    return StatedLevel(amount, stated: text, rule)
  }
}

extension StatedLevel {
  fileprivate init(_ amount: Amount, stated: String, _ rule: NumberRule) {
    let code = rule.kind == .money ? rule.currency : nil
    let canonical = rule.kind.text(amount.number, currency: code)
    value = amount.number
    words = amount.currency == nil ? stated + (code.map { " " + $0 } ?? "") : stated
    // Two levels that differ beyond five digits must not get one name.
    if case .success(let quantity) = QuantityText.quantity(canonical),
      rule.kind.number(of: quantity) == amount.number
    {
      text = canonical
    } else {
      text = words
    }
  }
}
