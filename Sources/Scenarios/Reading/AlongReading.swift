import Simulation
import Statistics

/// The keys of a number that follows a series.
enum AlongKey: String, CaseIterable {
  case along, points

  static let names = allCases.map(\.rawValue)
}

extension LocatedNode {
  /// Whether it is a number along a series: `{along: acme.usage, points: {1 times: 5x, 3 times: 12x}}`.
  var isAlong: Bool { entries != nil && self[AlongKey.along.rawValue] != nil }
}

extension ScenarioReader {
  /// The laws of `{along: acme.usage, points: {1 times: 5x, 3 times: 12x}}`, each an assumption of its own:
  /// `acme.multiple.longRun@3 times`. That of the first point has the key's own name.
  ///
  /// - Parameter evidence: What stands beside the whole.
  mutating func along(
    _ node: LocatedNode, name: String, _ rule: NumberRule, _ evidence: Evidence
  ) -> Assumption? {
    if let truncation = evidence.truncation { report(.truncatedNumber, at: truncation.place) }
    guard hasOnlyItsKeys(node, name), let along = node[AlongKey.along.rawValue],
      let points = pointEntries(node, name)
    else { return nil }
    let series = series(along) { $0.seriesNamed($1) }
    var laws: [Assumption.Law] = []
    for (place, point) in points.enumerated() {
      let own = place == 0 ? name : "\(name)@\(point.key)"
      if own != name { note(own, at: point.place) }
      if let law = assumption(point.value, name: own, rule.part, given: evidence)?.law {
        laws.append(law)
      }
    }
    guard let series, let (quantity, places) = places(of: points, along: series) else { return nil }
    draft.followed.append((quantity.base, along.place))
    stated.append(
      ScenarioDescription.Assumption(
        key: "\(name).\(AlongKey.along.rawValue)", of: rule.subject, in: rule.group,
        text: quantity.name, isNumber: false))
    guard laws.count == points.count else { return nil }
    let read = zip(zip(points, places), laws).map {
      Along.Point(at: $0.1, text: $0.0.key, $1)
    }
    return Assumption(
      .along(Along(quantity, points: read)), asOf: evidence.asOf, scope: evidence.scope)
  }

  private mutating func hasOnlyItsKeys(_ node: LocatedNode, _ name: String) -> Bool {
    let strangers = (node.entries ?? []).filter { AlongKey(rawValue: $0.key) == nil }
    for entry in strangers {
      report(
        EvidenceKey(rawValue: entry.key) == nil
          ? .unknownKey(entry.key, in: name, known: AlongKey.names)
          : .distributionBesideKeys(family: AlongKey.along.rawValue), at: entry.place)
    }
    return strangers.isEmpty
  }

  private mutating func pointEntries(_ node: LocatedNode, _ name: String) -> [LocatedNode.Entry]? {
    let expected = Expectation("a map of points", example: "{1 times: 5x, 3 times: 12x}")
    guard let points = node[AlongKey.points.rawValue] else {
      report(.missingKey(AlongKey.points.rawValue, in: name, expected), at: node.place)
      return nil
    }
    guard let entries = points.entries else {
      report(unexpected: points, expected)
      return nil
    }
    guard entries.count > 1 else {
      report(.fewPoints, at: points.place)
      return nil
    }
    return entries
  }

  /// Where points are, in the unit of what a number follows.
  private mutating func places(
    of points: [LocatedNode.Entry], along series: NamedSeries
  ) -> (quantity: Quantity, places: [Double])? {
    let inPercent = series.time != nil && points.contains { $0.key.contains("%") }
    var places: [Double] = []
    var quantity: Quantity?
    for point in points {
      let node = LocatedNode(content: .scalar(point.key), place: point.place)
      guard let read = level(node, of: series, inPercent: inPercent) else { continue }
      if let last = places.last, read.level.value <= last {
        report(.pointsNotAscending, at: point.place)
        return nil
      }
      places.append(read.level.value)
      quantity = read.quantity
    }
    guard places.count == points.count, let quantity else { return nil }
    return (quantity, places)
  }

  /// The series of that full name, whose company need not have been read yet.
  private mutating func seriesNamed(_ node: LocatedNode) -> Quantity? {
    guard let name = text(node, Expectation("a full name", example: "acme.usage")) else {
      return nil
    }
    if let factor = names.factor(name) {
      return FactorDefinition(name: name, form: factor.form, assumptions: Assumptions()).quantity
    }
    let words = name.split(separator: ".", maxSplits: 1).map(String.init)
    if words.count == 2, let company = names.company(words[0]),
      let declared = company.quantity(named: words[1])
    {
      guard declared.sort == .series else {
        report(
          .unexpected(Expectation("a series"), found: "the outcome '\(name)'"), at: node.place)
        return nil
      }
      return declared.of(
        words[0], currency: company.currency ?? draft.currency ?? "",
        reporting: draft.currency ?? "")
    }
    guard !draft.lacksBase else { return nil }
    report(.unknownName(name, as: "series", known: seriesNear(words)), at: node.place)
    return nil
  }

  private func seriesNear(_ words: [String]) -> [String] {
    let own = CompanyCatalog.series.names
    let companies = names.stated.map(\.name)
    if words.count == 2, own.contains(words[1]) { return companies.map { "\($0).\(words[1])" } }
    let company = companies.first { $0 == words.first } ?? companies.first ?? ""
    return own.map { "\(company).\($0)" } + names.factors.map(\.name)
  }

  /// Refuses series that numbers follow and a company has not. Everything must have been read.
  mutating func checkFollowed() {
    for (quantity, place) in draft.followed where !quantity.subject.isEmpty {
      _ = isLacking(quantity, at: place)
    }
  }
}

extension HappeningNames.NamedCompany {
  fileprivate func quantity(named name: String) -> Quantity? {
    CompanyCatalog.quantity(named: name)
      ?? listings.map(Quantity.premium(in:)).first { $0.ownName == name }
  }
}
