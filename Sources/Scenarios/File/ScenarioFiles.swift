import Synchronization

/// Files of scenarios as they were read, to be read again where they are not: on another machine, or later.
public struct ScenarioFiles: Sendable, Equatable {
  public struct File: Sendable, Equatable {
    /// As a command line or another file names it.
    public let name: String
    /// Without links and dots: two names of one place are one file.
    public let place: String
    public let bytes: [UInt8]

    public init(name: String, place: String, bytes: [UInt8]) {
      (self.name, self.place, self.bytes) = (name, place, bytes)
    }
  }

  /// In the order in which they were first read.
  public private(set) var files: [File]

  public init(_ files: [File]) { self.files = files }

  /// Does what reads files, and keeps what it reads.
  ///
  /// - Returns: What it gives, or throws, and the files.
  public static func recording<Value>(
    _ body: () throws -> Value
  ) -> (result: Result<Value, any Error>, files: ScenarioFiles) {
    let record = Record()
    let result = $current.withValue(Reading(record)) { Result { try body() } }
    return (result, record.files.withLock { $0 })
  }

  /// Does what reads files, with these in place of those on the disk.
  public func holding<Value>(_ body: () throws -> Value) rethrows -> Value {
    try Self.$current.withValue(Reading(held: self), operation: body)
  }

  // MARK: Reading

  /// Where files come from in place of the disk alone; nil for that.
  @TaskLocal static var current: Reading?

  final class Record: Sendable {
    let files = Mutex(ScenarioFiles([]))
  }

  struct Reading: Sendable {
    private let record: Record?
    private let held: ScenarioFiles?

    init(_ record: Record) { (self.record, held) = (record, nil) }
    init(held: ScenarioFiles) { (record, self.held) = (nil, held) }

    func bytes(of path: String, _ isNamedInFile: Bool) throws(FileError) -> [UInt8] {
      let known = held ?? record?.files.withLock { $0 }
      if let file = known?.files.first(where: { $0.name == path }) { return file.bytes }
      guard let record else { throw .notFound(path: path) }
      let bytes = try FileText.bytesOnDisk(path, isNamedInFile)
      let file = File(name: path, place: FileText.place(of: path), bytes: bytes)
      record.files.withLock { $0.files.append(file) }
      return bytes
    }

    func place(of path: String) -> String {
      if let held { return held.files.first { $0.name == path }?.place ?? path }
      let place = FileText.place(of: path)
      record?.files.withLock { known in
        // A second name of a file is not read again, and has to be known as one.
        guard let same = known.files.first(where: { $0.place == place }),
          !known.files.contains(where: { $0.name == path })
        else { return }
        known.files.append(File(name: path, place: place, bytes: same.bytes))
      }
      return place
    }
  }
}
