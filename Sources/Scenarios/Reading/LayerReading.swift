import Simulation

/// What two files state that do not know of each other: the later has taken the place of the earlier.
struct Replacement: Sendable, Hashable {
  /// From the top of the file down.
  let key: [String]
  /// The names of the files.
  let earlier: String
  let later: String
  /// What they state, as far as it is told.
  let old: String
  let new: String

  /// The later and the earlier.
  var files: [String] { [later, earlier] }

  /// As a setting names it.
  var name: String {
    (key.first == ScenarioKey.companies.name ? key.dropFirst() : key[...]).joined(separator: ".")
  }
}

extension ScenarioReader {
  /// Layers from the lowest to the highest, as one tree.
  ///
  /// Where a file states otherwise what another states that it does not extend, and nothing above both says
  /// which it is to be, that is told: neither of the two was written to know of the other. Lists are replaced as a
  /// whole.
  mutating func laidOver(_ layers: [Layer]) -> LocatedNode {
    guard var whole = layers.first?.tree else {
      return LocatedNode(content: .nothing, place: Self.start)
    }
    var replaced: [(change: LocatedNode.Change, by: Layer, of: Layer)] = []
    for layer in layers.dropFirst() {
      for change in whole.changes(by: layer.tree) {
        let other = layers.first { $0.tree.place.source == change.old.place.source }
        guard let other, !layer.below.contains(other.file) else { continue }
        replaced.append((change, layer, other))
      }
      whole = whole.overlaid(by: layer.tree, of: .root)
    }
    // What a file above has changed again is no matter.
    replaced = replaced.filter { change, _, _ in
      change.key.reduce(whole as LocatedNode?) { $0?[$1] }?.place == change.new.place
    }
    tell(replaced.filter { !$0.change.isOfLists }) { .statedOtherwise($0) }
    tell(replaced.filter(\.change.isOfLists)) { .listsReplaced($0) }
    hushDescriptions(layers)
    return whole
  }

  private mutating func tell(
    _ replaced: [(change: LocatedNode.Change, by: Layer, of: Layer)],
    _ cause: ([Replacement]) -> DiagnosticCause
  ) {
    guard let first = replaced.first else { return }
    report(
      cause(
        replaced.map { change, later, earlier in
          Replacement(
            key: change.key, earlier: earlier.shortName, later: later.shortName,
            old: change.old.statedInShort, new: change.new.statedInShort)
        }), at: first.by.named ?? first.change.new.place)
  }

  /// What a file says of itself is true of all that are laid together where it has been written for all: where it
  /// extends the others, or they it.
  private mutating func hushDescriptions(_ layers: [Layer]) {
    let described = layers.filter { $0.tree[ScenarioKey.description.name]?.plainText != nil }
    guard let last = described.last else { return }
    let speaksForAll = layers.allSatisfy {
      $0.file == last.file || last.below.contains($0.file) || $0.below.contains(last.file)
    }
    if !speaksForAll { draft.inherited.silent = described.map(\.shortName) }
  }
}

extension Layer {
  /// Without folders.
  var shortName: String { name.split(separator: "/").last.map(String.init) ?? name }
}

extension LocatedNode {
  /// What stands at a key in one file, and in another that is laid over it.
  fileprivate struct Change {
    let key: [String]
    let old: LocatedNode
    let new: LocatedNode

    var isOfLists: Bool {
      if case (.list, .list) = (old.content, new.content) { true } else { false }
    }
  }

  /// What a file laid over this one states otherwise, with its keys; what is of one file alone is left out.
  fileprivate func changes(
    by over: LocatedNode, at key: [String] = [], of level: KeyTree = .root
  ) -> [Change] {
    switch (content, over.content) {
    case (.nothing, _), (.refused, _), (_, .refused): return []
    // A list within a number goes with it.
    case (.map, .map(let changes)) where !level.isValue:
      return changes.flatMap { change -> [Change] in
        guard !Self.isOfItsFile(change.key, of: level) else { return [] }
        return self[change.key]?.changes(
          by: change.value, at: key + [change.key], of: level.below(change.key)) ?? []
      }
    case (.list(let old), .list) where old.isEmpty: return []
    default:
      return stated == over.stated ? [] : [Change(key: key, old: self, new: over)]
    }
  }

  /// Whether a key says something of its file, or of where a number is from.
  private static func isOfItsFile(_ key: String, of level: KeyTree) -> Bool {
    switch level {
    case .root: [ScenarioKey.version, .extends, .title, .description].contains { $0.name == key }
    case .section: [EvidenceKey.source, .note, .scope].contains { $0.rawValue == key }
    default: false
    }
  }

  /// Without where it is from.
  private var stated: String {
    guard let value = self[EvidenceKey.value.rawValue] else { return summary }
    let others = entries?.filter { EvidenceKey(rawValue: $0.key) == .truncate }.map {
      ", \($0.key): \($0.value.summary)"
    }
    return value.summary + (others ?? []).joined()
  }

  fileprivate var statedInShort: String {
    let text = stated
    if text.isEmpty { return "nothing" }
    return text.count > 40 ? text.prefix(38) + "…" : text
  }
}
