import Simulation

/// A list that one file of several takes the place of.
private struct ReplacedList {
  /// From the top of the file down.
  let key: [String]
  /// Of the list that stays.
  let place: Place
  let name: String
  let by: Layer
}

extension ScenarioReader {
  /// Layers from the lowest to the highest, as one tree.
  ///
  /// Lists are replaced as a whole. Where a file does so to another that it does not extend, and nothing
  /// above both says otherwise, that is told: neither of the two files was written to know of the other.
  mutating func laidOver(_ layers: [Layer]) -> LocatedNode {
    guard var whole = layers.first?.tree else {
      return LocatedNode(content: .nothing, place: Self.start)
    }
    var replaced: [ReplacedList] = []
    for layer in layers.dropFirst() {
      for (key, old, new) in whole.listsReplaced(by: layer.tree) {
        let other = layers.first { $0.tree.place.source == old.place.source }
        guard let other, !layer.below.contains(other.file) else { continue }
        replaced.append(ReplacedList(key: key, place: new.place, name: other.name, by: layer))
      }
      whole = whole.overlaid(by: layer.tree, of: .root)
    }
    for list in replaced
    where list.key.reduce(whole as LocatedNode?, { $0?[$1] })?.place == list.place {
      let words =
        list.key.first == ScenarioKey.companies.name ? list.key.dropFirst() : list.key[...]
      report(
        .listReplaced(words.joined(separator: "."), of: list.name, by: list.by.name),
        at: list.by.named ?? list.place)
    }
    return whole
  }
}

extension LocatedNode {
  /// The lists that a file laid over this one replaces by others, with their keys.
  fileprivate func listsReplaced(
    by over: LocatedNode, at key: [String] = [], of level: KeyTree = .root
  ) -> [(key: [String], old: LocatedNode, new: LocatedNode)] {
    switch (content, over.content) {
    case (.list(let old), .list) where !old.isEmpty && summary != over.summary:
      [(key, self, over)]
    // A list within a number goes with it.
    case (.map, .map(let changes)) where !level.isValue:
      changes.flatMap { change in
        self[change.key]?.listsReplaced(
          by: change.value, at: key + [change.key], of: level.below(change.key)) ?? []
      }
    default: []
    }
  }
}
