/// Things with names, each behind those that it refers to; of others by name, so that nothing depends on the order
/// in which a file has them.
package struct ReferenceOrder<Thing> {
  package private(set) var things: [Thing] = []
  /// Names of those that wait for each other, or for such; empty where all are in order.
  package let ring: [String]

  package init(
    _ things: [Thing], name: (Thing) -> String, references: (Thing) -> Set<String>
  ) {
    var left = things.sorted { name($0) < name($1) }
    var waiting = Set(left.map(name))
    while let place = left.firstIndex(where: { references($0).isDisjoint(with: waiting) }) {
      waiting.remove(name(left[place]))
      self.things.append(left.remove(at: place))
    }
    ring = left.map(name)
  }
}
