import Simulation
import Statistics

/// Who asks a condition.
enum ConditionUse: Sendable {
  /// A question, a group or a metric: of whole paths, so that a date may be named.
  case paths
  /// An event: on the date on which it is decided.
  case event
}

/// A moment of a condition, with its date where the file states it.
struct StatedMoment {
  let key: ConditionKey
  let date: LocatedNode
}

/// A condition as it was read.
struct ReadCondition {
  var test: Condition.Test
  /// In one notation for one meaning.
  var text: String
  /// In the words of the file.
  var words: String
  /// Of a comparison.
  var level = ""
  var date: String?

  init(
    _ test: Condition.Test, text: String, words: String, level: String = "", date: String? = nil
  ) {
    self.test = test
    self.text = text
    self.words = words
    self.level = level
    self.date = date
  }
}

extension ScenarioReader {
  /// A condition in either of its forms, a map or one text: the only place that knows them. Companies,
  /// names and dates must have been read. Nil where something is wrong and has been reported.
  ///
  /// - Parameter list: The key that it belongs to, for messages.
  mutating func condition(
    _ node: LocatedNode, in list: String? = nil, for use: ConditionUse = .paths
  ) -> Condition? {
    guard
      let read = reading(node, as: .condition(use), { $0.ownCondition(node, in: list, for: use) })
    else { return nil }
    // What events ask is told as an assumption.
    if use == .paths {
      asked.append(.init(name: read.text, words: read.words, level: read.level, date: read.date))
    }
    return Condition(text: read.text, read.test)
  }

  private mutating func ownCondition(
    _ node: LocatedNode, in list: String?, for use: ConditionUse
  ) -> ReadCondition? {
    switch node.content {
    case .scalar(let text) where WorstText.isMeant(by: text):
      report(.misplacedKey(WorstText.first, below: "'\(ScenarioKey.groups.name)'"), at: node.place)
      return nil
    case .scalar(let text): return condition(text, at: node.place, use)
    case .map(let entries): return condition(entries, of: node, in: list, use)
    case .nothing, .list, .refused:
      report(unexpected: node, .condition)
      return nil
    }
  }

  // MARK: Texts

  private mutating func condition(
    _ text: String, at place: Place, _ use: ConditionUse
  ) -> ReadCondition? {
    do throws(ConditionTree.Failure) {
      let tree = try ConditionTree(text)
      // The words of a comparison have its currency; of several conditions the author's stand.
      if case .leaf(let part) = tree {
        return leaf(part, of: text, at: place, use)
      }
      guard var read = read(tree, of: text, at: place, use) else { return nil }
      (read.words, read.level, read.date) = (text.trimmed, "", nil)
      return read
    } catch {
      report(error, of: text, at: place)
      return nil
    }
  }

  private mutating func read(
    _ tree: ConditionTree, of text: String, at place: Place, _ use: ConditionUse
  ) -> ReadCondition? {
    switch tree {
    case .leaf(let part):
      let node = self.part(part, of: text, at: place)
      return reading(node, as: .condition(use)) { $0.leaf(part, of: text, at: place, use) }
    case .not(let tree): return read(tree, of: text, at: place, use)?.turned
    case .all(let trees), .any(let trees):
      var parts: [ReadCondition] = []
      for tree in trees {
        if let part = read(tree, of: text, at: place, use) { parts.append(part) }
      }
      guard parts.count == trees.count else { return nil }
      if case .all = tree { return .all(parts) }
      return .any(parts)
    }
  }

  private mutating func leaf(
    _ part: ConditionText.Part, of text: String, at place: Place, _ use: ConditionUse
  ) -> ReadCondition? {
    do throws(ConditionText.Failure) {
      let parts = try ConditionText(part)
      let name = self.part(parts.name, of: text, at: place)
      let moment = parts.moment.map {
        StatedMoment(key: $0.key, date: self.part($0.date, of: text, at: place))
      }
      switch parts.form {
      case .compared(let relation, let level):
        let level = self.part(level, of: text, at: place)
        return comparison(name, as: nil, relation, level, moment, use)
      case .inState(let state):
        return self.state(name, self.part(state, of: text, at: place), moment, use)
      case .happened:
        return happening(name, moment, use, part.trimmed.text)
      }
    } catch {
      report(error, in: part, of: text, at: place)
      return nil
    }
  }

  /// A part of a text as a value of its own.
  func part(_ part: ConditionText.Part, of text: String, at place: Place) -> LocatedNode {
    LocatedNode(
      content: part.text.isEmpty ? .nothing : .scalar(part.text),
      place: sources.place(place, offset: part.offset, in: text))
  }

  // MARK: Maps

  private mutating func condition(
    _ entries: [LocatedNode.Entry], of node: LocatedNode, in list: String?, _ use: ConditionUse
  ) -> ReadCondition? {
    if let meant = conditionMeant(by: entries) {
      report(.otherNotation(.condition, found: "a map", meant: [meant]), at: node.place)
      return nil
    }
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
    let stated = moment.flatMap { entry in
      ConditionKey(rawValue: entry.key).map { StatedMoment(key: $0, date: entry.value) }
    }
    return comparison(
      name.value, as: Quantity.Sort(rawValue: name.key), word, relation.value, stated, use)
  }

  /// `prices = war` for `{prices: war}`, and `agent` for `{agent: true}`.
  private func conditionMeant(by entries: [LocatedNode.Entry]) -> String? {
    guard let only = entries.first, entries.count == 1, let value = only.value.plainText else {
      return nil
    }
    if names.states(of: only.key)?.contains(value) ?? false {
      return "\(only.key) \(ConditionText.equality) \(value)"
    }
    guard names.cases(of: only.key) != nil else { return nil }
    return ["false", "no"].contains(value) ? "not \(only.key)" : only.key
  }

  /// The one of some keys that a map has.
  private mutating func one(
    of keys: [ConditionKey], in entries: [LocatedNode.Entry], of node: LocatedNode,
    isRequired: Bool
  ) -> LocatedNode.Entry? {
    let names = keys.map(\.rawValue)
    let found = entries.filter { names.contains($0.key) }
    if found.count > 1 || (found.isEmpty && isRequired) {
      report(
        .oneKeyOf(found.isEmpty ? names : found.map(\.key), found: found.count),
        at: found.last?.place ?? node.place)
    }
    return found.count > 1 ? nil : found.first
  }
}

extension ReadCondition {
  /// The opposite.
  fileprivate var turned: ReadCondition {
    // Twice is not at all.
    if case .not(let inner) = test, text.hasPrefix("not ") {
      var plain = String(text.dropFirst(4))
      if plain.first == "(" { plain = String(plain.dropFirst().dropLast()) }
      return ReadCondition(inner, text: plain, words: words)
    }
    return ReadCondition(
      .not(test), text: "not " + (test.isSeveral ? "(\(text))" : text), words: words)
  }

  fileprivate static func all(_ parts: [ReadCondition]) -> ReadCondition {
    var tests: [Condition.Test] = []
    for part in parts {
      if case .all(let inner) = part.test { tests += inner } else { tests.append(part.test) }
    }
    let texts = parts.map { part in
      if case .any = part.test { "(\(part.text))" } else { part.text }
    }
    return ReadCondition(.all(tests), text: texts.joined(separator: " and "), words: "")
  }

  fileprivate static func any(_ parts: [ReadCondition]) -> ReadCondition {
    var tests: [Condition.Test] = []
    for part in parts {
      if case .any(let inner) = part.test { tests += inner } else { tests.append(part.test) }
    }
    return ReadCondition(
      .any(tests), text: parts.map(\.text).joined(separator: " or "), words: "")
  }
}

extension Condition.Test {
  fileprivate var isSeveral: Bool {
    switch self {
    case .all, .any: true
    case .comparison, .pair, .state, .happened, .not: false
    }
  }
}
