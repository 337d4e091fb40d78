/// Paths that broke, by cause.
package final class FailureTally: Tally {
  /// In words.
  package let causes: [String]
  /// By cause, as in `causes`.
  package private(set) var paths: [Int]
  /// The first path that has a cause, by the cause's place, and the numbers that tell of it.
  private var first: [Int: FailureLedger.Failed] = [:]

  package init(causes: [String]) {
    self.causes = causes
    paths = causes.map { _ in 0 }
  }

  package func addPath(_ cause: Int) { paths[cause] += 1 }

  /// - Returns: Whether the path comes before those that were told of.
  package func wouldTell(_ cause: Int, of path: Int) -> Bool {
    path < first[cause]?.path ?? .max
  }

  /// - Parameter path: Its number.
  package func tell(_ cause: Int, of path: Int, _ values: [Double]) {
    first[cause] = FailureLedger.Failed(path: path, values: values)
  }

  package var ledger: FailureLedger {
    FailureLedger(
      paths: paths.reduce(0, +),
      causes: causes.indices.filter { paths[$0] > 0 }.map {
        .init(text: causes[$0], paths: paths[$0], first: first[$0])
      })
  }

  package func requireFit(_ other: FailureTally) throws(TallyError) {
    try TallyError.requireEqual(causes, other.causes, "causes of failures")
  }

  package func add(_ other: FailureTally) {
    for cause in paths.indices { paths[cause] += other.paths[cause] }
    first.merge(other.first) { $0.path < $1.path ? $0 : $1 }
  }

  package func encode(to writer: inout ByteWriter) {
    writer.write(count: causes.count)
    for (place, cause) in causes.enumerated() {
      writer.write(cause)
      writer.write(count: paths[place])
      writer.write(first[place] != nil)
      guard let told = first[place] else { continue }
      writer.write(count: told.path)
      writer.write(count: told.values.count)
      writer.write(contentsOf: told.values)
    }
  }

  package init(from reader: inout ByteReader) throws(TallyError) {
    var (causes, paths): ([String], [Int]) = ([], [])
    let length = try reader.length(of: 17)
    for place in 0..<length {
      causes.append(try reader.text())
      paths.append(try reader.count())
      guard try reader.flag() else { continue }
      let path = try reader.count()
      let length = try reader.length(of: 8)
      first[place] = FailureLedger.Failed(path: path, values: try reader.doubles(length))
    }
    (self.causes, self.paths) = (causes, paths)
  }
}
