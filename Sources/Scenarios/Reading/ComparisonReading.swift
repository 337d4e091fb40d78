import Simulation
import Statistics

/// A level or a value that a file states.
struct StatedLevel {
  let value: Double
  /// In the words of the file, with the currency of an amount.
  let words: String
  /// In one notation for one value, so that two ways to state a condition have one name.
  let text: String
}

extension ScenarioReader {
  /// A series or an outcome that is compared with a level.
  ///
  /// - Parameter sort: What the name must be; nil where either will do.
  mutating func comparison(
    _ name: LocatedNode, as sort: Quantity.Sort?, _ relation: Relation, _ level: LocatedNode,
    _ moment: StatedMoment?, _ use: ConditionUse
  ) -> ReadCondition? {
    guard !reportHappening(compared: name),
      let named = series(name, find: { $0.quantity($1, as: sort) })
    else { return nil }
    warnOfCoarseDrawdown(named.quantity, at: name.place)
    if use == .event, named.quantity.sort == .outcome {
      report(.outcomeUnderWay(named.quantity.name), at: name.place)
      return nil
    }
    if named.time != nil { return change(name, named, relation, level, moment, use) }
    if let other = self.other(level, comparedWith: named.quantity) {
      switch other {
      case .quantity(let other):
        return pair(named.quantity, relation, other, moment, use, at: name.place)
      case .wrong: return nil
      }
    }
    return comparison(
      named.quantity, relation, self.level(level, of: named.quantity, relation), moment, use)
  }

  /// The change of a series that is compared with a level.
  private mutating func change(
    _ name: LocatedNode, _ named: NamedSeries, _ relation: Relation, _ level: LocatedNode,
    _ moment: StatedMoment?, _ use: ConditionUse
  ) -> ReadCondition? {
    guard named.quantity.sort == .series else {
      report(
        .unexpected(Expectation("a series"), found: "the outcome '\(named.quantity.name)'"),
        at: name.place)
      return nil
    }
    let inPercent = level.plainText?.contains("%") ?? false
    guard let (quantity, level) = self.level(level, of: named, inPercent: inPercent) else {
      return nil
    }
    return comparison(quantity, relation, level, moment, use)
  }

  private mutating func comparison(
    _ quantity: Quantity, _ relation: Relation, _ level: StatedLevel?, _ moment: StatedMoment?,
    _ use: ConditionUse
  ) -> ReadCondition? {
    let start = "\(quantity.name) \(relation.symbol)"
    guard quantity.sort == .series else {
      if let date = moment?.date { report(.dateOfOutcome(quantity.name), at: date.place) }
      guard let level else { return nil }
      return ReadCondition(
        .comparison(Comparison(quantity, relation: relation, level: level.value)),
        text: "\(start) \(level.text)", words: "\(start) \(level.words)", level: level.words)
    }
    if use == .event {
      guard !reportDate(moment, use), let level else { return nil }
      return ReadCondition(
        .comparison(Comparison(quantity, .now, relation: relation, level: level.value)),
        text: "\(start) \(level.text)", words: "\(start) \(level.words)", level: level.words)
    }
    let key = moment?.key ?? .at
    // Without a date the horizon is meant.
    let step = moment.map { self.step($0) } ?? dates.indices.last
    guard let level, let step else { return nil }
    let date = moment?.date.summary
    return ReadCondition(
      .comparison(
        Comparison(
          quantity, key == .at ? .at(step) : .until(step), relation: relation, level: level.value)),
      text: "\(start) \(level.text) \(key.canonical.rawValue) \(dates[step])",
      words: "\(start) \(level.words) \(key.rawValue) \(date ?? dates[step].description)",
      // What lies before a date is told by that of the grid.
      level: level.words, date: key == .before ? nil : date)
  }

  /// The last date of the grid on which a moment looks.
  mutating func step(_ moment: StatedMoment) -> Int? {
    guard moment.key == .before else { return step(moment.date) }
    guard let date = dateBefore(moment.date) else { return nil }
    return stepsUntil(date.adding(days: -1)) - 1
  }

  /// A date that something can lie before: one after the start.
  mutating func dateBefore(_ node: LocatedNode) -> CalendarDate? {
    guard let date = dateOfHorizon(node) else { return nil }
    guard let grid = draft.grid, date == grid.start else { return date }
    let range = "a date after \(grid.start) and up to \(grid.end)"
    report(.outOfDomain("\(date)", mustBe: range), at: node.place)
    return nil
  }

  /// The last date of the grid that is not after the stated one, which may be any of the horizon.
  mutating func step(_ node: LocatedNode) -> Int? {
    dateOfHorizon(node).map { stepsUntil($0) - 1 }
  }

  /// A date from the start to the end of the horizon.
  mutating func dateOfHorizon(_ node: LocatedNode) -> CalendarDate? {
    guard let date = date(node), let grid = draft.grid else { return nil }
    guard date >= grid.start, date <= grid.end else {
      let range = "a date from \(grid.start) to \(grid.end)"
      report(.outOfDomain("\(date)", mustBe: range), at: node.place)
      return nil
    }
    return date
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

extension ConditionKey {
  /// Of two words that mean the same, or nearly, the one that names have.
  var canonical: ConditionKey { self == .at ? .at : .until }
}
