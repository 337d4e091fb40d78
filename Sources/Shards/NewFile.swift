import Statistics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A file in the making, which comes to its place as a whole or not at all.
///
/// It is made beside its place, under a name of its own and a lock that ends with the process: so several can
/// make one file at once, and what a killed process has left is found and removed by the next.
struct NewFile: ~Copyable {
  private let target: String
  private let temporary: String
  private let descriptor: Int32
  private var hash = FowlerNollVo()

  private static let ending = ".part"

  init(at target: String) throws(ShardError) {
    self.target = target
    let (folder, name) = target.split
    Self.removeAbandoned(in: folder, for: name)
    for _ in 0..<100 {
      let path =
        "\(folder)/.\(name).\(String(UInt32.random(in: 0...UInt32.max), radix: 36))\(Self.ending)"
      let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      if descriptor < 0, errno == EEXIST { continue }
      guard descriptor >= 0 else { throw .cannot("write", target) }
      // Whoever found it before it was locked took it for abandoned.
      let isTaken = flock(descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK
      if isTaken || access(path, F_OK) != 0 {
        close(descriptor)
        continue
      }
      (temporary, self.descriptor) = (path, descriptor)
      return
    }
    throw .cannot("write", target, EEXIST)
  }

  deinit {
    unlink(temporary)
    close(descriptor)
  }

  mutating func append(_ bytes: [UInt8]) throws(ShardError) {
    bytes.withUnsafeBytes { hash.add($0) }
    var (rest, code) = (bytes[...], 0 as Int32)
    while !rest.isEmpty, code == 0 {
      let written = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if written >= 0 { rest = rest.dropFirst(written) } else if errno != EINTR { code = errno }
    }
    if code != 0 { throw .cannot("write", target, code) }
  }

  /// Ends the file with the hash of all before.
  mutating func appendChecksum() throws(ShardError) {
    var writer = ByteWriter()
    writer.write(hash.value)
    try append(writer.bytes)
  }

  /// Puts the file at its place, on the disk as well, in place of what is there.
  consuming func place() throws(ShardError) {
    guard fsync(descriptor) == 0, rename(temporary, target) == 0 else {
      throw .cannot("write", target)
    }
    // The name is in the folder, which has to be on the disk, too. Not every file system can say so.
    let folder = open(target.split.folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { return }
    fsync(folder)
    close(folder)
  }

  /// What nobody holds locked any more.
  private static func removeAbandoned(in folder: String, for name: String) {
    guard let entries = opendir(folder) else { return }
    defer { closedir(entries) }
    while let entry = readdir(entries) {
      let found = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      guard found.hasPrefix(".\(name)."), found.hasSuffix(ending) else { continue }
      let path = folder + "/" + found
      let descriptor = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW)
      guard descriptor >= 0 else { continue }
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { unlink(path) }
      close(descriptor)
    }
  }
}

extension String {
  /// The folder that holds this path, and the name in it.
  fileprivate var split: (folder: String, name: String) {
    guard let slash = lastIndex(of: "/") else { return (".", self) }
    return (
      slash == startIndex ? "/" : String(self[..<slash]), String(self[index(after: slash)...])
    )
  }
}

/// Reads a file as it is.
func bytes(of path: String) throws(ShardError) -> [UInt8] {
  // What is no file must not be waited for.
  let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
  guard descriptor >= 0 else { throw .cannot("read", path) }
  defer { close(descriptor) }
  var status = stat()
  guard fstat(descriptor, &status) == 0 else { throw .cannot("read", path) }
  guard status.st_mode & S_IFMT == S_IFREG else {
    throw .unsound(file: path, reason: "it is no file")
  }
  return try bytes(0..<Int(status.st_size), of: descriptor, path)
}

/// Reads some bytes of an open file; what is not there any more is left out.
func bytes(
  _ range: Range<Int>, of descriptor: Int32, _ path: String
) throws(ShardError) -> [UInt8] {
  var code = 0 as Int32
  let bytes = [UInt8](unsafeUninitializedCapacity: range.count) { buffer, count in
    while count < range.count {
      let read = pread(
        descriptor, buffer.baseAddress! + count, range.count - count,
        off_t(range.lowerBound + count))
      if read < 0, errno == EINTR { continue }
      if read < 0 { code = errno }
      if read <= 0 { return }
      count += read
    }
  }
  if code != 0 { throw .cannot("read", path, code) }
  return bytes
}
