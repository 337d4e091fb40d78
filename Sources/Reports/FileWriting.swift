#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Writes the whole text to an open file and returns 0, or `errno` where that failed.
package func writeAll(_ text: String, to file: Int32) -> Int32 {
  var text = text
  return text.withUTF8 { bytes in
    var rest = UnsafeRawBufferPointer(bytes)
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
}
