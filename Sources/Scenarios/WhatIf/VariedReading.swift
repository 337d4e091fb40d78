import Simulation

extension ScenarioReader {
  /// `key=levels` as one text.
  mutating func varied(_ node: LocatedNode) -> VariedKey? {
    guard let text = text(node, .varied) else { return nil }
    var rest = ConditionText.Part(text: text, offset: 0)
    let key = rest.cut { $0 == "=" }.trimmed
    guard rest.text.first == "=", !key.text.isEmpty else {
      report(.unexpected(.varied, found: "'\(text)'"), at: node.place)
      return nil
    }
    let levels = part(rest.part(from: rest.offset + 1), of: text, at: node.place)
    return varied(part(key, of: text, at: node.place), levels)
  }

  /// A key and its levels: a list, or one text.
  mutating func varied(_ key: LocatedNode, _ levels: LocatedNode) -> VariedKey? {
    guard case .scalar(let text) = key.content else {
      report(unexpected: key, .varied)
      return nil
    }
    // As settings read their keys.
    var words = text.split(separator: ".", omittingEmptySubsequences: false).map(\.trimmed)
    if words.first == ScenarioKey.companies.name, words.count > 1 { words.removeFirst() }
    let name = words.joined(separator: ".")
    if let reason = Self.reasonNotToVary(name) {
      report(.notVaried(name, reason: reason), at: key.place)
      return nil
    }
    let number = number(at: name)
    guard number != nil || isKey(name, at: key.place) else { return nil }
    var nodes: [LocatedNode]
    switch levels.content {
    case .list(let items): nodes = items
    case .scalar(let text):
      if let number, let range = rangeText(text) {
        return self.range(range, of: number, named: name, text, at: levels.place)
      }
      if number != nil, Self.pieces(ofList: text).count == 1, let ends = OtherNotation(levels)?.ends
      {
        let meant = ["\(ends.low):\(ends.high):5", "\(ends.low) to \(ends.high)"]
        report(.otherNotation(.levels, found: "'\(text)'", meant: meant), at: levels.place)
        return nil
      }
      nodes = Self.pieces(ofList: text).map { part($0, of: text, at: levels.place) }
    case .nothing, .map, .refused: nodes = [levels]
    }
    guard nodes.count <= SweepRequest.mostPoints else {
      let most = Expectation("at most \(SweepRequest.mostPoints) levels")
      report(.unexpected(most, found: "\(nodes.count)"), at: levels.place)
      return nil
    }
    let before = findings.count
    let read = nodes.compactMap { level($0, of: number) }
    guard findings.count == before else { return nil }
    if name == ScenarioKey.stress.name { refuseUnknownStresses(read, at: nodes.map(\.place)) }
    var seen: Set<String> = []
    for (node, level) in zip(nodes, read)
    where !seen.insert(level.number.map { "\($0)" } ?? level.text).inserted {
      report(.repeated(level.text), at: node.place)
    }
    guard findings.count == before else { return nil }
    return VariedKey(name: name, levels: read, ends: nil, number: number)
  }

  private mutating func refuseUnknownStresses(_ levels: [Level], at places: [Place]) {
    let known = draft.stresses.map(\.name)
    for (level, place) in zip(levels, places)
    where level != .noStress && !known.contains(level.text) {
      report(.unknownHappening(level.text, as: "stress", known: known), at: place)
    }
  }

  /// Why points that differ in a key could not be compared; nil where they can.
  private static func reasonNotToVary(_ key: String) -> String? {
    switch key {
    case ScenarioKey.paths.name, ScenarioKey.seed.name:
      return "points are compared on the same draws"
    case ScenarioKey.version.name, ScenarioKey.extends.name: return "it belongs to the file"
    default:
      let isCurrency = key.split(separator: ".").last.map(String.init) == ScenarioKey.currency.name
      return isCurrency ? "metrics would have another unit at each point" : nil
    }
  }

  /// A level of a key; a text is kept as it is.
  ///
  /// - Parameter number: What the key holds; nil for words, and for what is no key, which is told when
  ///   it is set.
  mutating func level(_ node: LocatedNode, of number: KeyNumber?) -> Level? {
    guard let text = text(node, number?.rule.kind.expectation ?? .text) else { return nil }
    guard let number else { return Level(text: text, number: nil) }
    // Flow maps are read where they are set.
    if text.first == "{" { return Level(text: text, number: nil) }
    guard let law = law(node, number.rule) else { return nil }
    // A bare amount is in the company's currency, whatever that of the file's own amount is.
    guard case .value(let value) = law.law,
      number.currency == nil || law.currency ?? number.rule.currency == number.currency
    else { return Level(text: law.text, number: nil) }
    // With its currency: a bare amount is in that of the company, whatever the file's is in.
    return Level(text: law.text, number: value)
  }

  // MARK: low:high:count

  private func rangeText(_ text: String) -> [ConditionText.Part]? {
    guard !text.contains(where: { "{,".contains($0) }) else { return nil }
    let pieces = Self.pieces(of: text, at: ":")
    return (2...3).contains(pieces.count) ? pieces : nil
  }

  private mutating func range(
    _ pieces: [ConditionText.Part], of number: KeyNumber, named name: String, _ text: String,
    at place: Place
  ) -> VariedKey? {
    let stated = pieces.prefix(2).compactMap { piece -> Level? in
      let node = part(piece, of: text, at: place)
      guard let level = level(node, of: number) else { return nil }
      // A range, or an amount in another currency.
      if level.number == nil {
        report(.unexpected(number.expectation, found: node.found), at: node.place)
      }
      return level
    }
    let ends = stated.compactMap(\.number)
    guard ends.count == 2 else { return nil }
    guard ends[0] < ends[1] else {
      report(.notAscending(), at: place)
      return nil
    }
    guard pieces.count == 3 else {
      return VariedKey(name: name, levels: [], ends: ends[0]...ends[1], number: number)
    }
    let expected = Expectation("a number of points from 2 to 1000", example: "7")
    guard let count = whole(part(pieces[2], of: text, at: place), expected, in: 2...1_000) else {
      return nil
    }
    let range = ends[0]...ends[1]
    // The ends are those that are stated, whatever digits they have.
    let between = (1..<count - 1).map { index in
      number.level(ends[0] + (ends[1] - ends[0]) * Double(index) / Double(count - 1), within: range)
    }
    return VariedKey(
      name: name, levels: [stated[0]] + between + [stated[1]], ends: range, number: number)
  }

  // MARK: Keys

  /// What the numbers at a key are: as they were read, or as they are declared.
  func number(at key: String) -> KeyNumber? {
    let plain = key.hasSuffix(".value") ? String(key.dropLast(".value".count)) : key
    let name = fullName(plain)
    if let read = numbers[name] ?? numbers[key] {
      return KeyNumber(
        name: name, isShorthand: name != plain, rule: read.rule, stated: read.assumption)
    }
    if let piece = piece(at: plain) { return piece }
    if let (parameter, name) = parameter(ofFactor: key),
      case .number(let kind, let domain) = parameter.content
    {
      return KeyNumber(
        name: name, isShorthand: name != key,
        rule: NumberRule(kind: kind, domain: domain, currency: nil), stated: nil)
    }
    let words = key.split(separator: ".", maxSplits: 1).map(String.init)
    guard words.count == 2,
      let company = draft.definition.companies.first(where: { $0.name == words[0] }),
      let parameter = Section.company.parameter(at: words[1]),
      case .number(let kind, let domain) = parameter.content,
      // What is drawn for each event has no one number, unless the file gives it one.
      parameter.use != .occurrence
    else { return nil }
    let own = parameter.isListed || parameter.isByFactor ? words[1] : parameter.key
    return KeyNumber(
      name: ModelDefinition.Company.fullName(own, of: company.name), isShorthand: own != words[1],
      rule: NumberRule(kind: kind, domain: domain, currency: company.currency), stated: nil)
  }

  /// Whether there is such a key; reports one that is none. What is below a list is not looked at.
  mutating func isKey(_ name: String, at place: Place) -> Bool {
    let words = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    let companies = draft.definition.companies.map(\.name)
    guard companies.contains(words[0]) else {
      let others = names.all
      if ScenarioKey.named(words[0]) != nil || others.contains(words[0]) { return true }
      report(.unknownStart(of: words, companies: companies, others: others), at: place)
      return false
    }
    var section = Section.company
    for (index, word) in words.enumerated().dropFirst() {
      if section.shorthand != nil, EvidenceKey(rawValue: word) != nil { return true }
      guard let item = section[word] else {
        let above = words[..<index].joined(separator: ".")
        let column = above.unicodeScalars.count + 1
        report(.unknownKey(word, in: above, known: section.names), at: place.right(by: column))
        return false
      }
      guard case .section(let below) = item else { return true }
      section = below
    }
    return true
  }

  /// The same of a list, which may stand in brackets, as in a file.
  private static func pieces(ofList text: String) -> [ConditionText.Part] {
    let pieces = pieces(of: text)
    guard pieces.count == 1, let whole = pieces.first, whole.text.hasPrefix("["),
      whole.text.hasSuffix("]"), whole.text.count > 2
    else { return pieces }
    let inner = Self.pieces(of: String(whole.text.dropFirst().dropLast()))
    return inner.map { ConditionText.Part(text: $0.text, offset: whole.offset + 1 + $0.offset) }
  }

  /// A text cut at commas, or at another sign, that are in no bracket.
  private static func pieces(
    of text: String, at sign: Unicode.Scalar = ","
  ) -> [ConditionText.Part] {
    let scalars = text.unicodeScalars
    var pieces: [ConditionText.Part] = []
    var depth = 0
    var (start, first) = (scalars.startIndex, 0)
    func add(upTo end: String.UnicodeScalarView.Index) {
      let piece = ConditionText.Part(text: String(scalars[start..<end]), offset: first)
      pieces.append(piece.trimmed)
    }
    for (offset, index) in scalars.indices.enumerated() {
      switch scalars[index] {
      case "{", "[", "(": depth += 1
      case "}", "]", ")": depth -= 1
      case sign where depth == 0:
        add(upTo: index)
        (start, first) = (scalars.index(after: index), offset + 1)
      default: break
      }
    }
    add(upTo: scalars.endIndex)
    return pieces
  }
}

extension Expectation {
  static let levels = Expectation("low:high:count", example: "5%:20%:4")
  static let ends = Expectation("low:high", example: "5%:20%")
  static let varied = Expectation("a key and its values", example: "acme.growth.initial=50%,100%")
}
