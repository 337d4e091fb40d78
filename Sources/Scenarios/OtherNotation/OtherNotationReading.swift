import Simulation

extension OtherNotation {
  /// Longer texts are prose.
  private static let mostLetters = 200

  init?(_ node: LocatedNode) {
    switch node.content {
    case .scalar(let text): self.init(text: text)
    case .list(let items):
      let values = items.compactMap(\.plainText)
      guard values.count == items.count, !values.isEmpty else { return nil }
      self.init(nil, values.map { Argument(value: $0) })
    case .map(let entries):
      // Of what is cut off nothing is known there.
      guard node[EvidenceKey.truncate.rawValue] == nil else { return nil }
      self.init(entries.filter { !Self.isEvidence($0.key) })
    case .nothing, .refused: return nil
    }
  }

  /// Whether a key says something about a number, and nothing of its value.
  private static func isEvidence(_ key: String) -> Bool {
    EvidenceKey(rawValue: key).map { $0 != .value } ?? false
  }

  // MARK: Maps

  private init?(_ entries: [LocatedNode.Entry]) {
    // {normal: [80%, 20%]}, {range: [40%, 120%]}
    if let only = entries.first, entries.count == 1 {
      let isRange = Self.argumentKeys.contains(only.key)
      guard isRange || Self.family(named: only.key) != nil, !Self.isOwn(only) else { return nil }
      let family = isRange ? nil : only.key
      guard let arguments = Self.arguments(only.value, of: family) else { return nil }
      self.init(family, arguments)
      return
    }
    var family: String?
    var arguments: [Argument] = []
    if let stated = entries.first(where: { Self.familyKeys.contains($0.key) }) {
      guard let word = stated.value.plainText else { return nil }
      family = word
    }
    for entry in entries where !Self.familyKeys.contains(entry.key) {
      if Self.argumentKeys.contains(entry.key) {
        guard let inner = Self.arguments(entry.value, of: family) else { return nil }
        arguments += inner
      } else if let value = entry.value.plainText {
        arguments.append(Argument(name: Self.argument(entry.key, of: family), value: value))
      } else {
        return nil
      }
    }
    self.init(family, Self.namingValue(arguments))
  }

  /// Whether a family has its own name and all its arguments theirs.
  private static func isOwn(_ entry: LocatedNode.Entry) -> Bool {
    guard let family = DistributionFamily.named(entry.key), let arguments = entry.value.entries
    else { return false }
    return arguments.allSatisfy {
      family.argument($0.key) != nil || StatedPercentile.level(of: $0.key) != nil
    }
  }

  /// The middle of `{value: 80%, sd: 20%}` is a mean, that of `{value: 80%, min: 40%, max: 120%}` a mode.
  private static func namingValue(_ arguments: [Argument]) -> [Argument] {
    let middle = arguments.contains { $0.name == "sd" } ? "mean" : "mode"
    return arguments.map {
      $0.name == EvidenceKey.value.rawValue ? Argument(name: middle, value: $0.value) : $0
    }
  }

  private static func arguments(_ node: LocatedNode, of family: String?) -> [Argument]? {
    switch node.content {
    case .map(let entries):
      let named = entries.compactMap { entry in
        entry.value.plainText.map {
          Argument(name: argument(entry.key, of: family), value: $0)
        }
      }
      return named.count == entries.count ? named : nil
    case .list(let items):
      let values = items.compactMap(\.plainText)
      return values.count == items.count ? values.map { Argument(value: $0) } : nil
    case .scalar(let text): return pieces(of: text).map { Argument(value: $0) }
    case .nothing, .refused: return nil
    }
  }

  // MARK: Texts

  private init?(text whole: String) {
    guard whole.utf8.count <= Self.mostLetters else { return nil }
    let text = String(whole.trimmed.drop { "=~≈".contains($0) }).trimmed
    guard let last = text.last else { return nil }
    if let bracket = text.firstIndex(of: "("), ")]}".contains(last), bracket != text.startIndex {
      self.init(call: text, bracket)
    } else if let first = text.first, "([{]".contains(first), ")]}[".contains(last), text.count > 2
    {
      self.init(ends: String(text.dropFirst().dropLast()), isOwn: false)
    } else {
      self.init(ends: text, isOwn: text == whole)
    }
  }

  /// `normal(mean=80%, 20%)`.
  private init?(call text: String, _ bracket: String.Index) {
    let family = String(text[..<bracket]).trimmed
    guard Self.family(named: family) != nil else { return nil }
    let inner = text[text.index(after: bracket)...].dropLast()
    var arguments = Self.pieces(of: String(inner)).map { piece in
      let sides = piece.split(maxSplits: 1) { "=:".contains($0) }.map { String($0).trimmed }
      return sides.count == 2
        ? Argument(name: Self.argument(sides[0], of: family), value: sides[1])
        : Argument(value: piece)
    }
    // What a spreadsheet draws with: NORM.INV(RAND(), 80%, 20%).
    if let first = arguments.first?.value.lowercased(), first.hasPrefix("rand") {
      arguments.removeFirst()
    }
    self.init(family, arguments)
  }

  /// Two or three quantities with a sign or a word between them.
  ///
  /// - Parameter isOwn: Whether nothing stood around them, so that a range or a number in this format's own
  ///   notation is told of what is wrong with it.
  private init?(ends whole: String, isOwn: Bool) {
    var text = whole
    for word in ["between ", "from "] where text.lowercased().hasPrefix(word) {
      text = String(text.dropFirst(word.count)).trimmed
    }
    for (sign, family) in Self.signs {
      let parts = text.lowercased().contains(sign) ? Self.parts(of: text, at: sign) : []
      guard parts.count > 1, parts.allSatisfy(Self.isQuantity) else { continue }
      if isOwn, parts.joined(separator: " to ") == whole, parts.count == 2 { return nil }
      self.init(family, parts.map { Argument(value: $0) })
      return
    }
    for word in ["about ", "around ", "circa ", "approx. ", "roughly "] where text.hasPrefix(word) {
      text = String(text.dropFirst(word.count)).trimmed
    }
    let ends = Self.endsAtDash(text) ?? (Self.isQuantity(text) ? [text] : nil)
    guard let ends, !isOwn || ends != [whole] else { return nil }
    self.init(nil, ends.map { Argument(value: $0) })
  }

  /// What stands between the ends of a range, and what it says of them.
  private static let signs: [(String, family: String?)] = [
    ("...", nil), ("..", nil), ("…", nil), (" to ", nil), (" and ", nil), (" or ", "empirical"),
    ("±", "normal"), ("+/-", "normal"), ("+-", "normal"), ("<->", nil), ("->", nil), ("→", nil),
    (" through ", nil), (" up to ", nil), (" bis ", nil), (";", nil), (",", nil), (":", nil),
    ("~", nil), ("|", nil), ("/", nil),
  ]

  private static func isQuantity(_ text: String) -> Bool {
    if case .success = QuantityText.quantity(text) { true } else { false }
  }

  private static func parts(of text: String, at sign: String) -> [String] {
    var parts: [String] = []
    var rest = text[...]
    while let place = rest.lowercased().firstRange(of: sign) {
      // Of the same length: signs have no letter that changes its length.
      let count = rest.lowercased().distance(
        from: rest.lowercased().startIndex, to: place.lowerBound)
      parts.append(rest.prefix(count).trimmed)
      rest = rest.dropFirst(count + sign.count)
    }
    return parts + [rest.trimmed]
  }

  /// `10-20`, with any dash, of which the first may be a minus.
  private static func endsAtDash(_ text: String) -> [String]? {
    guard CalendarDate(text) == nil else { return nil }
    for (place, scalar) in zip(text.unicodeScalars.indices, text.unicodeScalars).dropFirst()
    where scalar.properties.isDash || scalar == "\u{2212}" {
      let ends = [String(text[..<place]).trimmed, String(text[place...].dropFirst()).trimmed]
      if ends.allSatisfy(isQuantity) { return ends }
    }
    return nil
  }

  /// A text cut at the commas, or at the semicolons, of its outermost level.
  private static func pieces(of text: String) -> [String] {
    var pieces = [""]
    var depth = 0
    for character in text {
      if "([{".contains(character) { depth += 1 }
      if ")]}".contains(character) { depth -= 1 }
      if depth == 0, character == "," || character == ";" {
        pieces.append("")
      } else {
        pieces[pieces.count - 1].append(character)
      }
    }
    return pieces.map(\.trimmed)
  }
}

extension LocatedNode {
  /// Of a value that is one text.
  var plainText: String? {
    if case .scalar(let text) = content, !text.isEmpty { text.trimmed } else { nil }
  }
}

extension OtherNotation {
  /// What keys without a colon mean together with what stands before them: `20%)` behind
  /// `initial: normal(80%`, `20%` behind `normal: 80%`, and all that is in `{40%, 120%}`. Nil where that
  /// is nothing, or nobody knows.
  static func meant(by loose: [String], behind entry: LocatedNode.Entry?) -> String? {
    let before: [String]
    switch entry?.value.content {
    case nil: before = []
    case .scalar(let text)?: before = [text]
    default: return nil
    }
    let all = before + loose
    let family = entry.flatMap { Self.family(named: $0.key) }
    let notation =
      family.map { OtherNotation($0.name, all.map { Argument(value: $0) }) }
      ?? OtherNotation(text: all.joined(separator: ", "))
    return notation?.meant.joined().first
  }
}
