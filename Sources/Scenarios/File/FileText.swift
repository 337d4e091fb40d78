#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Reads a scenario file. Plain C calls: Foundation's would cost more time than a small run.
enum FileText {
  /// More is no scenario that somebody wrote.
  static let mostMebibytes = 1
  static let mostBytes = mostMebibytes << 20

  /// - Parameter path: Of a file; `-` for standard input.
  /// - Returns: The bytes, at most one more than `mostBytes`.
  static func bytes(of path: String) throws(FileError) -> [UInt8] {
    guard let file = fopen(path == "-" ? "/dev/stdin" : path, "rb") else {
      throw errno == ENOENT || errno == ENOTDIR
        ? .notFound(path: path) : .unreadable(path: path, reason: reason(errno))
    }
    defer { fclose(file) }
    var failure: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: mostBytes + 1) { buffer, count in
      count = fread(buffer.baseAddress, 1, buffer.count, file)
      // Opening a folder succeeds; only reading it fails.
      if ferror(file) != 0 { failure = errno }
    }
    if failure != 0 { throw .unreadable(path: path, reason: reason(failure)) }
    return bytes
  }

  private static func reason(_ code: Int32) -> String { String(cString: strerror(code)) }

  /// The text, without a byte order mark: the YAML parser would skip it but count its column.
  static func text(_ bytes: [UInt8]) -> String? {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    return String(validating: bytes.starts(with: mark) ? bytes[3...] : bytes[...], as: UTF8.self)
  }
}
