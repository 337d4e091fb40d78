/// How many paths pass a test, and which.
package final class ConditionTally: Tally {
  /// The condition as it is told.
  package let name: String
  package private(set) var hits = 0
  /// Of which the horizon does not decide.
  package private(set) var undecided = 0
  /// Paths that were asked.
  package private(set) var count = 0
  /// Who passes; nil where only their number is wanted.
  package var members: PathSet?

  package init(_ name: String, keepsMembers: Bool) {
    self.name = name
    members = keepsMembers ? PathSet() : nil
  }

  package func requireFit(_ other: ConditionTally) throws(TallyError) {
    try TallyError.requireEqual(name, other.name, "conditions")
    try TallyError.requireEqual(
      members != nil, other.members != nil, "whether paths of \(name) are kept")
    if let members, let its = other.members { try members.requireDisjoint(its, name) }
  }

  package func add(hits: Int, undecided: Int, of count: Int) {
    self.hits += hits
    self.undecided += undecided
    self.count += count
  }

  package func add(_ other: ConditionTally) {
    add(hits: other.hits, undecided: other.undecided, of: other.count)
    if let its = other.members { members?.add(its) }
  }

  package func encode(to writer: inout ByteWriter) {
    writer.write(name)
    for number in [hits, undecided, count] { writer.write(count: number) }
    writer.write(members != nil)
    members?.encode(to: &writer)
  }

  package init(from reader: inout ByteReader) throws(TallyError) {
    name = try reader.text()
    (hits, undecided, count) = (try reader.count(), try reader.count(), try reader.count())
    members = try reader.flag() ? PathSet(from: &reader) : nil
    guard hits + undecided <= count, members.map({ $0.count == hits }) ?? true else {
      throw .damaged("counts of \(name) do not add up")
    }
  }
}

/// How many paths lie below a value that was seen.
package final class RankTally: Tally {
  /// Of the series and the date.
  package let name: String
  /// As the series is kept.
  package let value: Double
  package private(set) var below = 0
  package private(set) var equal = 0
  /// Paths that have a value.
  package private(set) var count = 0

  package init(_ name: String, value: Double) {
    self.name = name
    self.value = value
  }

  package func requireFit(_ other: RankTally) throws(TallyError) {
    try TallyError.requireEqual(name, other.name, "observations")
    try TallyError.requireEqual(value, other.value, "value of \(name)")
  }

  package func add(below: Int, equal: Int, of count: Int) {
    self.below += below
    self.equal += equal
    self.count += count
  }

  package func add(_ other: RankTally) {
    add(below: other.below, equal: other.equal, of: other.count)
  }

  package func encode(to writer: inout ByteWriter) {
    writer.write(name)
    writer.write(value)
    for number in [below, equal, count] { writer.write(count: number) }
  }

  package init(from reader: inout ByteReader) throws(TallyError) {
    (name, value) = (try reader.text(), try reader.double())
    (below, equal, count) = (try reader.count(), try reader.count(), try reader.count())
    guard below + equal <= count else {
      throw .damaged("counts of \(name) do not add up")
    }
  }
}

/// A number of every path, as it is kept.
package final class ValuesTally: Tally {
  /// Of the quantity.
  package let name: String
  package var values = KeptValues()

  package init(_ name: String) { self.name = name }

  package func requireFit(_ other: ValuesTally) throws(TallyError) {
    try TallyError.requireEqual(name, other.name, "names of values")
    try values.requireDisjoint(other.values, "values of \(name)")
  }

  package func add(_ other: ValuesTally) { values.add(other.values) }

  package func encode(to writer: inout ByteWriter) {
    writer.write(name)
    values.encode(to: &writer)
  }

  package init(from reader: inout ByteReader) throws(TallyError) {
    (name, values) = (try reader.text(), try KeptValues(from: &reader))
  }
}
