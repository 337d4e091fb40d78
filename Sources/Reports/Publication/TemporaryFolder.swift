#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A file that is to be written.
package struct OutputFile: Sendable {
  /// Path below the folder: `charts/charts.gp`.
  let name: String
  let bytes: [UInt8]

  init(_ name: String, _ text: String) { self.init(name, Array(text.utf8)) }

  init(_ name: String, _ bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }
}

/// A folder in the making, beside the one whose place it will take.
struct TemporaryFolder {
  let path: String

  /// - Throws: `OutputError` if none can be made in the folder.
  init(in parent: String) throws(OutputError) {
    for attempt in 0..<1000 {
      let path = "\(parent)/.ballpark-\(getpid())-\(attempt)"
      if mkdir(path, 0o777) == 0 {
        self.path = path
        return
      }
      guard errno == EEXIST else { throw OutputError(cannot: "write to", parent) }
    }
    throw OutputError(cannot: "write to", parent, EEXIST)
  }

  /// - Throws: `OutputError` if a file of this name is there already, or the disk is full.
  func write(_ file: OutputFile) throws(OutputError) {
    let path = self.path + "/" + file.name
    if file.name.contains("/"), mkdir(path.folder, 0o777) != 0, errno != EEXIST {
      throw OutputError(cannot: "make", path.folder)
    }
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw OutputError(cannot: "write", path) }
    var code = file.bytes.withUnsafeBytes { writeAll($0, to: descriptor) }
    // Some file systems tell only now that the disk is full.
    if close(descriptor) != 0, code == 0 { code = errno }
    guard code == 0 else { throw OutputError(cannot: "write", path, code) }
  }
}
