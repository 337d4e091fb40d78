/// What is kept of some paths: integers and exact values, so that neither the order in which tallies are
/// joined nor their number shows. What it says is read from it elsewhere.
package protocol Tally: AnyObject {
  /// - Throws: `TallyError.doesNotFit` for a tally of something else, or of the same paths.
  func requireFit(_ other: Self) throws(TallyError)
  /// Takes over what a tally that fits has seen.
  func add(_ other: Self)
  func encode(to writer: inout ByteWriter)
  /// - Throws: `TallyError.damaged` for bytes that no tally is written as.
  init(from reader: inout ByteReader) throws(TallyError)
}

extension Tally {
  /// Takes over what another tally of the same thing has seen; an error leaves this one as it was.
  package func merge(_ other: Self) throws(TallyError) {
    try requireFit(other)
    add(other)
  }
}

extension Array where Element: Tally {
  func requireFit(_ others: [Element], _ what: String) throws(TallyError) {
    try TallyError.requireEqual(count, others.count, "number of \(what)")
    for (mine, its) in zip(self, others) { try mine.requireFit(its) }
  }

  func add(_ others: [Element]) { for (mine, its) in zip(self, others) { mine.add(its) } }
}

extension Optional where Wrapped: Tally {
  func requireFit(_ other: Wrapped?, _ what: String) throws(TallyError) {
    try TallyError.requireEqual(self != nil, other != nil, what)
    if let self, let other { try self.requireFit(other) }
  }
}
