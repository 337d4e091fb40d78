import Simulation
import Statistics

extension ScenarioReader {
  /// A metric as one text. Companies and dates must have been read. Nil where something is wrong and has
  /// been reported.
  mutating func metric(_ node: LocatedNode) -> Metric? { ruled(node)?.metric }

  /// `metric = value`.
  mutating func target(_ node: LocatedNode) -> MetricTarget? {
    let expected = Expectation(
      "a metric and its value", example: "acme.sharePrice.p50@2027-06-30 = 40 USD")
    guard let text = text(node, expected) else { return nil }
    if let meant = Self.meantTarget(text) {
      report(.unexpected(expected, found: "'\(text)'; did you mean '\(meant)'?"), at: node.place)
      return nil
    }
    let whole = ConditionText.Part(text: text, offset: 0)
    // The last one: a condition in the metric may have one by mistake.
    let signs = text.unicodeScalars.enumerated().filter { $0.element == "=" }
    guard let sign = signs.last?.offset else {
      report(.unexpected(expected, found: "'\(text)'"), at: node.place)
      return nil
    }
    let value = part(whole.part(from: sign + 1), of: text, at: node.place)
    guard let ruled = ruled(part(whole.part(to: sign), of: text, at: node.place)),
      let stated = stated(value, ruled.rule)
    else { return nil }
    return MetricTarget(metric: ruled.metric, value: stated.value, text: stated.words)
  }

  /// `… = 40 USD` for `… == 40 USD` and `… >= 40 USD`: a search is for one value. A comparison in the
  /// brackets of `P(…)` is another matter.
  private static func meantTarget(_ text: String) -> String? {
    let start = text.lastIndex(of: ")").map(text.index(after:)) ?? text.startIndex
    let isSign = { (character: Character) in "<>=≥≤≈".contains(character) }
    guard let first = text[start...].firstIndex(where: isSign) else { return nil }
    let sign = text[first...].prefix(while: isSign)
    guard sign != "=" else { return nil }
    return text[..<first].trimmed + " = " + text[sign.endIndex...].trimmed
  }

  /// A metric, and how values of it are written.
  private struct RuledMetric {
    let metric: Metric
    let rule: NumberRule
  }

  private mutating func ruled(_ node: LocatedNode) -> RuledMetric? {
    reading(node, as: .metric) { $0.ownRuled(node) }
  }

  private mutating func ownRuled(_ node: LocatedNode) -> RuledMetric? {
    guard let text = text(node, .metric), !text.isEmpty else { return nil }
    let whole = ConditionText.Part(text: text, offset: 0)
    if MetricText.isProbability(whole) {
      guard let inner = MetricText.condition(whole) else {
        report(.unexpected(Expectation("')' at the end"), found: "'\(text)'"), at: node.place)
        return nil
      }
      guard let condition = condition(part(inner, of: text, at: node.place)) else { return nil }
      let description = MetricDescription(name: "P(\(condition.text))", unit: "probability")
      return RuledMetric(
        metric: Metric(
          description: description, quantity: .condition(condition), statistic: .share, factor: 1),
        rule: NumberRule(kind: .probability, domain: .unit, currency: nil))
    }
    if text.contains(where: { "<>".contains($0) }) || isHappening(node) {
      let meant = "'\(text)'; did you mean 'P(\(text.trimmed))'?"
      report(.unexpected(.metric, found: meant), at: node.place)
      return nil
    }
    if isOfHappening(text) { return happening(whole, text, node) }
    // A factor has one word, a premium three.
    let parts = MetricText(whole) { text in
      (names.factors.map(\.name) + names.premiums).first { text.hasPrefix($0 + ".") }?.count
        ?? MetricText.secondPoint(of: text)
    }
    guard !reportMissingCompany(parts.quantity, of: text, at: node.place) else { return nil }
    guard let quantity = quantity(part(parts.quantity, of: text, at: node.place)) else {
      return nil
    }
    warnOfCoarseDrawdown(quantity, at: node.place)
    guard let statistic = statistic(parts, of: quantity, text, node) else { return nil }
    switch quantity.sort {
    case .series: return series(quantity, statistic, parts.date, text, node)
    case .outcome: return outcome(quantity, statistic, parts.date, text, node)
    }
  }

  /// Whether a text asks whether something happens, as `agent` does.
  private func isHappening(_ node: LocatedNode) -> Bool {
    guard !names.isEmpty else { return false }
    var trial = forgettingFindings
    trial.isTrying = true
    return trial.condition(node) != nil && !trial.hasErrors
  }

  /// `sharePrice.p50` without a company: reports what was meant.
  private mutating func reportMissingCompany(
    _ quantity: ConditionText.Part, of text: String, at place: Place
  ) -> Bool {
    let first = quantity.text.prefix { $0 != "." }
    let isKnown = { (name: String) in name == first }
    let owners = draft.definition.owners
    let known = owners.filter { $0.declared.names.contains(where: isKnown) }
      .map { "\($0.name).\(text.trimmed)" }
    guard !owners.contains(where: { $0.name == first }), !known.isEmpty else { return false }
    report(.unknownName(text.trimmed, as: "series or outcome", known: known), at: place)
    return true
  }

  private mutating func statistic(
    _ parts: MetricText, of quantity: Quantity, _ text: String, _ node: LocatedNode
  ) -> StatisticName? {
    statistic(
      parts, of: quantity.name, hasMean: quantity.hasMean,
      others: quantity.risks.map { "\($0.rawValue)95" }, text, node
    ) { StatisticName.risk($0, of: quantity) }
  }

  /// - Parameters:
  ///   - others: Statistics that it has besides, for whoever writes one that it has not.
  ///   - other: Reads one of them.
  private mutating func statistic(
    _ parts: MetricText, of name: String, hasMean: Bool, others: [String] = [], _ text: String,
    _ node: LocatedNode, other: (String) -> StatisticName? = { _ in nil }
  ) -> StatisticName? {
    let plain = hasMean ? [StatisticName.mean, .standardDeviation] : []
    let known = [StatisticName.median] + plain.map(\.text) + others
    guard let part = parts.statistic else {
      report(.noStatistic(name, known: known), at: node.place)
      return nil
    }
    let word = part.text
    if let found = plain.first(where: { $0.text == word.lowercased() }) ?? other(word)
      ?? StatisticName.percentile(word)
    {
      return found
    }
    report(
      .unknownWord(word, as: "statistic of \(name)", known: known),
      at: self.part(part, of: text, at: node.place).place)
    return nil
  }

  /// Of something that happens when, how often, or how much of the time.
  private mutating func happening(
    _ whole: ConditionText.Part, _ text: String, _ node: LocatedNode
  ) -> RuledMetric? {
    let measured = measuredHappenings
    let parts = MetricText(whole, cutAt: measured.point(in:))
    guard let one = measured.first(where: { $0.name == parts.quantity.text }) else {
      let words = parts.quantity.text.split(separator: ".").map(String.init)
      let own = measured.map(\.name).filter { $0.hasPrefix(words[0] + ".") }
      // The last word is meant for a statistic.
      let name = words.dropLast(words.count > 2 ? 1 : 0).joined(separator: ".")
      report(.unknownHappening(name, as: "number of '\(words[0])'", known: own), at: node.place)
      return nil
    }
    if let date = parts.date {
      report(.dateOfOutcome(one.name), at: part(date, of: text, at: node.place).place)
      return nil
    }
    guard let statistic = statistic(parts, of: one.name, hasMean: one.hasMean, text, node) else {
      return nil
    }
    let description = MetricDescription(
      name: "\(one.name).\(statistic.text)", unit: one.unit, isPercentile: statistic.isPercentile)
    return RuledMetric(
      metric: Metric(
        description: description, quantity: .happening(one.name), statistic: statistic.statistic,
        factor: 1),
      rule: one.rule)
  }

  private mutating func series(
    _ quantity: Quantity, _ statistic: StatisticName, _ date: ConditionText.Part?, _ text: String,
    _ node: LocatedNode
  ) -> RuledMetric? {
    let stated = date.map { part($0, of: text, at: node.place) }
    guard let step = stated.map({ step($0) }) ?? dates.indices.last,
      let rule = quantity.rule
    else { return nil }
    let name = "\(quantity.name).\(statistic.text)@\(dates[step])"
    return RuledMetric(
      metric: Metric(
        description: MetricDescription(
          name: name, unit: quantity.unit, of: quantity, on: dates[step].description,
          isPercentile: statistic.isPercentile),
        quantity: .series(quantity, step: step), statistic: statistic.statistic,
        factor: statistic.factor),
      rule: rule)
  }

  private mutating func outcome(
    _ quantity: Quantity, _ statistic: StatisticName, _ date: ConditionText.Part?, _ text: String,
    _ node: LocatedNode
  ) -> RuledMetric? {
    if let date {
      report(.dateOfOutcome(quantity.name), at: part(date, of: text, at: node.place).place)
      return nil
    }
    // A date is told as the time since the start, so that two have a difference.
    var (unit, factor) = (quantity.unit, statistic.factor)
    var rule = NumberRule(kind: .duration, domain: .any, currency: nil)
    if let own = quantity.rule {
      // A loss may be a gain.
      rule = factor < 0 ? NumberRule(kind: own.kind, domain: .any, currency: nil) : own
    } else {
      unit = Quantity.Measure.years.words
      factor *= draft.grid?.stepLength ?? 1
    }
    let name = "\(quantity.name).\(statistic.text)"
    return RuledMetric(
      metric: Metric(
        description: MetricDescription(
          name: name, unit: unit, of: quantity, isPercentile: statistic.isPercentile),
        quantity: .outcome(quantity), statistic: statistic.statistic, factor: factor),
      rule: rule)
  }
}

extension Expectation {
  static let metric = Expectation("a metric", example: "acme.sharePrice.p50@2027-06-30")
}
