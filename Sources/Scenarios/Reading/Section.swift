import Simulation

/// The keys of a company as a tree, built from the dotted keys of the declarations: the reader
/// follows it and so spells no key itself.
struct Section: Sendable {
  enum Item: Sendable {
    case parameter(Parameter)
    case section(Section)
    /// A list of maps, each with the keys of the section; or the same by names, where it takes some.
    case list(Section)
    /// A map of numbers by factor.
    case byFactor(Parameter)
  }

  /// In the order of the declarations.
  private(set) var names: [String] = []
  private var items: [String: Item] = [:]
  /// The key that the section's value alone stands for.
  private(set) var shorthand: (name: String, parameter: Parameter)?
  /// How the items of a list are told apart.
  private(set) var naming = Parameter.Naming.places
  /// Whether they may have names, in a map.
  var takesNames: Bool { naming != .places }

  static let company = Section(CompanyCatalog.parameters)

  init(_ parameters: [Parameter]) {
    for parameter in parameters {
      insert(parameter, at: parameter.key.split(separator: ".").map(String.init)[...])
    }
  }

  subscript(name: String) -> Item? { items[name] }

  /// What one number in place of the section most likely is: its shorthand, or else where it starts.
  var alone: (name: String, parameter: Parameter)? {
    if let shorthand { return shorthand }
    guard case .parameter(let parameter) = items["initial"], case .number = parameter.content else {
      return nil
    }
    return ("initial", parameter)
  }

  /// The sections and the parameters right below this one, with their names.
  var all: [(name: String, item: Item)] {
    names.compactMap { name in items[name].map { (name, $0) } }
  }

  /// The tree below a key, whether it holds one section or a list of them.
  func section(_ name: String) -> Section? {
    switch items[name] {
    case .section(let section), .list(let section): section
    case .parameter, .byFactor, nil: nil
    }
  }

  /// The parameter at a key of a file, in which items of lists have their places or names; of a section the
  /// one that it is short for.
  func parameter(at key: String) -> Parameter? {
    var section = self
    var words = key.split(separator: ".").map(String.init)[...]
    while let word = words.popFirst() {
      switch section[word] {
      case .parameter(let parameter): return words.isEmpty ? parameter : nil
      case .section(let below): section = below
      case .byFactor(let parameter): return words.count == 1 ? parameter : nil
      case .list(let below):
        guard let item = words.popFirst(), below.knows(item: item) else { return nil }
        section = below
      case nil: return nil
      }
    }
    return section.shorthand?.parameter
  }

  /// Whether an item of a list may be called so.
  private func knows(item: String) -> Bool {
    switch naming {
    case .places: Int(item) != nil
    case .either: true
    case .names: Int(item) == nil
    }
  }

  private mutating func insert(_ parameter: Parameter, at words: ArraySlice<String>) {
    guard let word = words.first else { return }
    let isList = word.hasSuffix("[]")
    let name = isList ? String(word.dropLast(2)) : word
    if items[name] == nil { names.append(name) }
    if words.count == 1 {
      items[name] = parameter.isByFactor ? .byFactor(parameter) : .parameter(parameter)
      if parameter.isShorthand { shorthand = (name, parameter) }
    } else {
      var below = section(name) ?? Section([])
      below.insert(parameter, at: words.dropFirst())
      if isList, parameter.naming != .places { below.naming = parameter.naming }
      items[name] = isList ? .list(below) : .section(below)
    }
  }
}

/// The keys of a number that is written as a map: its value, where that is cut and where it comes from.
enum EvidenceKey: String, CaseIterable {
  case value, source, asOf, note, scope, truncate

  static let names = allCases.map(\.rawValue)
}

extension LocatedNode {
  /// The map of dates behind `{schedule: {…}}`.
  var schedule: LocatedNode? {
    guard let entries, entries.count == 1, entries[0].key == Self.scheduleKey else { return nil }
    return entries[0].value
  }

  static let scheduleKey = "schedule"

  /// Whether it is the value of one number rather than a section of keys.
  var isQuantity: Bool {
    if case .scalar = content { return true }
    return distribution != nil || schedule != nil || regimeLaw != nil || isAlong
  }
}
