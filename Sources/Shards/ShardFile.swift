import Simulation
import Statistics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A shard on disk: what it is of, then each part with its tally, then a checksum of all before.
///
/// A tally takes a place of memory only while it is merged.
struct ShardFile {
  /// What tells a shard from all others.
  struct Identity: Equatable {
    let plan: UInt64
    /// 1; 2 for groups.
    let round: Int
    let index: Int

    /// `first-3.shard`.
    var name: String { "\(round == 1 ? "first" : "second")-\(index).shard" }
  }

  /// The line end tells of a transfer that changes line ends.
  private static let beginning = Array("BPSHARD\n".utf8)
  private static let version: UInt32 = 1
  private static let checksum = 8

  let path: String
  private let parts: [(part: ShardLayout.Part, bytes: Range<Int>)]

  // MARK: Writing

  /// - Parameter tally: What is found of a part.
  static func write(
    _ identity: Identity, _ parts: [ShardLayout.Part], to file: inout NewFile,
    tally: (ShardLayout.Part) throws -> RunTally
  ) throws {
    var head = ByteWriter()
    head.write(raw: beginning)
    head.write(version)
    head.write(Platform.fingerprint)
    head.write(identity.plan)
    head.write(UInt32(identity.round))
    head.write(UInt32(identity.index))
    head.write(count: parts.count)
    try file.append(head.bytes)
    for part in parts {
      let tally = try tally(part).bytes
      var head = ByteWriter()
      head.write(count: part.simulation)
      head.write(count: part.paths.lowerBound)
      head.write(count: part.paths.upperBound)
      head.write(UInt64(tally.count))
      try file.append(head.bytes)
      try file.append(tally)
    }
    try file.appendChecksum()
  }

  // MARK: Reading

  /// Reads all of a file, and keeps where the tallies are.
  ///
  /// - Throws: `ShardError.unsound` where it is not the shard that it should be, or not whole.
  init(
    _ path: String, expecting identity: Identity, _ expected: [ShardLayout.Part]
  ) throws(ShardError) {
    func refuse(_ reason: String) -> ShardError { .unsound(file: path, reason: reason) }
    let bytes = try bytes(of: path)
    guard bytes.starts(with: Self.beginning) else { throw refuse("it is no shard") }
    let end = bytes.count - Self.checksum
    do throws(TallyError) {
      var reader = ByteReader(bytes, from: Self.beginning.count)
      let version = try reader.integer(UInt32.self)
      guard version == Self.version else {
        throw TallyError.damaged("it has version \(version); this program reads \(Self.version)")
      }
      let fingerprint = try reader.text()
      guard fingerprint == Platform.fingerprint else {
        throw TallyError.damaged("it was made by \(fingerprint); this is \(Platform.fingerprint)")
      }
      let found = Identity(
        plan: try reader.integer(), round: Int(try reader.integer(UInt32.self)),
        index: Int(try reader.integer(UInt32.self)))
      guard found.plan == identity.plan else { throw TallyError.damaged("it is of another plan") }
      guard found == identity else { throw TallyError.damaged("it is \(found.name)") }
      var parts: [(part: ShardLayout.Part, bytes: Range<Int>)] = []
      for _ in 0..<(try reader.length(of: 32)) {
        let part = ShardLayout.Part(
          simulation: try reader.count(), paths: try Self.paths(from: &reader))
        let length = try reader.length(of: 1)
        let start = bytes.count - reader.left
        try reader.skip(length)
        parts.append((part, start..<start + length))
      }
      guard reader.left == Self.checksum else { throw TallyError.damaged("it is not whole") }
      var hash = FowlerNollVo()
      bytes.withUnsafeBytes { hash.add(UnsafeRawBufferPointer(rebasing: $0[..<end])) }
      guard try reader.integer() == hash.value else {
        throw TallyError.damaged("its checksum is another")
      }
      guard parts.map(\.part) == expected else {
        throw TallyError.damaged("it has other paths than the plan gives it")
      }
      (self.path, self.parts) = (path, parts)
    } catch {
      if case .damaged(let reason) = error { throw refuse(reason) }
      throw refuse(error.description)
    }
  }

  private static func paths(from reader: inout ByteReader) throws(TallyError) -> Range<Int> {
    let (first, end) = (try reader.count(), try reader.count())
    guard first < end else { throw .damaged("it has a part without paths") }
    return first..<end
  }

  /// The tally of a part of a simulation; nil where the shard has none.
  func tally(of simulation: Int) throws(ShardError) -> RunTally? {
    guard let found = parts.first(where: { $0.part.simulation == simulation }) else { return nil }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .cannot("read", path) }
    defer { close(descriptor) }
    let bytes = try bytes(found.bytes, of: descriptor, path)
    do throws(TallyError) {
      return try RunTally(bytes: bytes)
    } catch {
      throw .unsound(file: path, reason: error.description)
    }
  }
}
