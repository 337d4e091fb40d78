/// Why tallies cannot be joined, or bytes are none.
package enum TallyError: Error, Sendable, Equatable, CustomStringConvertible {
  /// Two tallies are not of the same thing, or both have seen a path.
  case doesNotFit(String)
  /// The bytes do not begin as those of a tally do.
  case notATally
  /// They were written by another version of the program.
  case otherVersion(UInt32)
  /// They end too early, go on for too long, or were changed.
  case damaged(String)

  package var description: String {
    switch self {
    case .doesNotFit(let what): "the tallies do not fit: \(what)"
    case .notATally: "the bytes are no tally"
    case .otherVersion(let version):
      "the tally has version \(version); this program reads \(RunTally.version)"
    case .damaged(let what): "the tally is damaged: \(what)"
    }
  }

  /// Refuses two tallies that differ in what must be the same.
  static func requireEqual<Value: Equatable>(
    _ first: Value, _ second: Value, _ what: @autoclosure () -> String
  ) throws(TallyError) {
    guard first == second else {
      throw .doesNotFit("\(what()): \(first) and \(second)")
    }
  }

  /// The same of lists, of which it tells how long they are, or where they part.
  static func requireEqual<Value: Equatable>(
    _ first: [Value], _ second: [Value], _ what: @autoclosure () -> String
  ) throws(TallyError) {
    try requireEqual(first.count, second.count, "number of \(what())")
    for (mine, its) in zip(first, second) { try requireEqual(mine, its, what()) }
  }
}
