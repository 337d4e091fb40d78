import Simulation
import Statistics

/// Who belongs to the groups of a run: known when all paths have been seen, and needed by whoever replays some of
/// them.
struct GroupRound {
  /// A simulation of the first round, and what is replayed of it.
  struct Replay: Equatable {
    let simulation: Int
    let group: Int
    let members: GroupMembers
  }

  let replays: [Replay]

  static let name = "groups.members"
  private static let beginning = Array("BPGROUP\n".utf8)
  private static let version: UInt32 = 1

  init(_ replays: [Replay]) { self.replays = replays }

  func write(to path: String, plan: UInt64) throws(ShardError) {
    var file = try NewFile(at: path)
    var writer = ByteWriter()
    writer.write(raw: Self.beginning)
    writer.write(Self.version)
    writer.write(plan)
    writer.write(count: replays.count)
    for replay in replays {
      writer.write(count: replay.simulation)
      writer.write(count: replay.group)
      for paths in [replay.members.paths, replay.members.edge] { writer.write(paths: paths) }
    }
    try file.append(writer.bytes)
    try file.appendChecksum()
    try file.place()
  }

  /// - Throws: `ShardError`.
  init(_ path: String, plan: UInt64) throws(ShardError) {
    let bytes = try bytes(of: path)
    do throws(TallyError) {
      guard bytes.starts(with: Self.beginning) else { throw TallyError.damaged("it has no groups") }
      var reader = ByteReader(bytes, from: Self.beginning.count)
      guard try reader.integer(UInt32.self) == Self.version, try reader.integer() == plan else {
        throw TallyError.damaged("it is of another plan or version")
      }
      var replays: [Replay] = []
      for _ in 0..<(try reader.length(of: 32)) {
        let (simulation, group) = (try reader.count(), try reader.count())
        let members = GroupMembers(paths: try reader.paths(), edge: try reader.paths())
        replays.append(Replay(simulation: simulation, group: group, members: members))
      }
      var hash = FowlerNollVo()
      let end = bytes.count - reader.left
      bytes.withUnsafeBytes { hash.add(UnsafeRawBufferPointer(rebasing: $0[..<end])) }
      guard reader.left == 8, try reader.integer() == hash.value else {
        throw TallyError.damaged("its checksum is another")
      }
      self.replays = replays
    } catch {
      if case .damaged(let reason) = error { throw .unsound(file: path, reason: reason) }
      throw .unsound(file: path, reason: error.description)
    }
  }
}

extension ByteWriter {
  fileprivate mutating func write(paths: [Int]) {
    write(count: paths.count)
    for path in paths { write(UInt32(path)) }
  }
}

extension ByteReader {
  /// Ascending.
  fileprivate mutating func paths() throws(TallyError) -> [Int] {
    let length = try length(of: 4)
    var paths: [Int] = []
    paths.reserveCapacity(length)
    for _ in 0..<length {
      let path = Int(try integer(UInt32.self))
      guard paths.last.map({ $0 < path }) ?? true else {
        throw .damaged("paths are out of order")
      }
      paths.append(path)
    }
    return paths
  }
}
