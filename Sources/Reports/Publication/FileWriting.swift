#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Writes the whole text to an open file and returns 0, or `errno` where that failed.
package func writeAll(_ text: String, to file: Int32) -> Int32 {
  var text = text
  return text.withUTF8 { writeAll(UnsafeRawBufferPointer($0), to: file) }
}

/// The same for bytes.
func writeAll(_ bytes: UnsafeRawBufferPointer, to file: Int32) -> Int32 {
  var rest = bytes
  while let start = rest.baseAddress, !rest.isEmpty {
    let written = write(file, start, rest.count)
    if written < 0, errno == EAGAIN {
      // Another program made the terminal non-blocking: wait until it takes more.
      var wait = pollfd(fd: file, events: Int16(POLLOUT), revents: 0)
      poll(&wait, 1, -1)
    } else if written < 0, errno != EINTR {
      return errno
    }
    rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(max(0, written)))
  }
  return 0
}

extension String {
  /// The path of the folder that holds this path.
  var folder: String {
    let path = withoutSlashesAtEnd
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return String(path[..<slash]).withoutSlashesAtEnd
  }

  /// `a/b/` is `a/b`; the root stays.
  var withoutSlashesAtEnd: String {
    var path = self
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    return path.isEmpty ? "/" : path
  }

  /// Without links; nil where nothing is.
  var resolved: String? {
    guard let path = realpath(self, nil) else { return nil }
    defer { free(path) }
    return String(cString: path)
  }
}

/// Writes one file, whole or not at all.
///
/// - Parameter isReplacing: Whether a file that is there already may be lost.
/// - Throws: `OutputError` if it may not, or if the file cannot be written.
package func writeFile(_ text: String, to path: String, isReplacing: Bool) throws(OutputError) {
  let target = isReplacing ? path.resolved ?? path : path
  var status = stat()
  if lstat(target, &status) == 0 {
    guard isReplacing else {
      throw OutputError("\(path) is there already; --force replaces it, --output names another")
    }
    guard status.st_mode & S_IFMT == S_IFREG else { throw OutputError("\(path) is not a file") }
  }
  let temporary = try TemporaryFolder(for: target)
  defer { temporary.remove() }
  try temporary.put(text, at: target, isReplacing: isReplacing)
}
