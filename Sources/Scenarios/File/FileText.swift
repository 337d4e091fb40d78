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

  /// - Parameters:
  ///   - path: Of a file; `-` for standard input.
  ///   - isNamedInFile: Whether another file names it. Then it must be a regular one: whoever names a
  ///     pipe on the command line also writes to it, but one in a file would be waited for.
  /// - Returns: The bytes, at most one more than `mostBytes`.
  static func bytes(of path: String, isNamedInFile: Bool = false) throws(FileError) -> [UInt8] {
    if let held = ScenarioFiles.current { return try held.bytes(of: path, isNamedInFile) }
    return try bytesOnDisk(path, isNamedInFile)
  }

  /// The same, of the file that is there.
  static func bytesOnDisk(_ path: String, _ isNamedInFile: Bool) throws(FileError) -> [UInt8] {
    if isNamedInFile { try refuseSpecial(path) }
    let options = O_RDONLY | O_CLOEXEC | (isNamedInFile ? O_NONBLOCK : 0)
    let descriptor = open(path == "-" ? "/dev/stdin" : path, options)
    guard descriptor >= 0, let file = fdopen(descriptor, "rb") else { throw failure(errno, path) }
    defer { fclose(file) }
    var code: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: mostBytes + 1) { buffer, count in
      count = fread(buffer.baseAddress, 1, buffer.count, file)
      // Opening a folder succeeds; only reading it fails.
      if ferror(file) != 0 { code = errno }
    }
    if code != 0 { throw failure(code, path) }
    return bytes
  }

  /// The path without links and dots; as it is where there is no such file.
  static func place(of path: String) -> String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  private static func refuseSpecial(_ path: String) throws(FileError) {
    var status = stat()
    guard stat(path, &status) == 0 else { throw failure(errno, path) }
    let kind = status.st_mode & S_IFMT
    if kind == S_IFDIR { throw failure(EISDIR, path) }
    guard kind == S_IFREG else {
      throw .unreadable(path: path, reason: "it is a pipe or a device, not a file")
    }
  }

  /// What has a name that is too long cannot be there.
  private static func failure(_ code: Int32, _ path: String) -> FileError {
    [ENOENT, ENOTDIR, ENAMETOOLONG].contains(code)
      ? .notFound(path: path) : .unreadable(path: path, reason: String(cString: strerror(code)))
  }

  /// A scenario beside a file that is not there, of which the name may be meant: `acme` for `acme.yaml`,
  /// `acme.yml` for `acme.yaml`.
  static func similar(to path: String) -> String? {
    let start = path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex
    let (folder, name) = (String(path[..<start]), String(path[start...]))
    guard !name.isEmpty, let entries = opendir(folder.isEmpty ? "." : folder) else { return nil }
    defer { closedir(entries) }
    var names: [String] = []
    // A folder of more is looked at in part.
    while names.count < 1_000, let entry = readdir(entries) {
      let found = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if found.hasSuffix(".yaml") || found.hasSuffix(".yml") { names.append(found) }
    }
    names.sort()
    let stem = String(name.split(separator: ".").first ?? "")
    let meant =
      names.first { $0 == stem + ".yaml" || $0 == stem + ".yml" }
      ?? Suggestion.nearest(to: name, among: names)
    return meant.map { folder + $0 }
  }

  /// The text, without a byte order mark: the YAML parser would skip it but count its column.
  static func text(_ bytes: [UInt8]) -> String? {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    return String(validating: bytes.starts(with: mark) ? bytes[3...] : bytes[...], as: UTF8.self)
  }
}

extension String {
  /// Cut into the lines that the YAML parser counts: at the breaks that it knows, and at vertical tabs and
  /// form feeds, which it does not allow in a file. By scalars, as characters take ten times as long.
  var yamlLines: [Substring] {
    var lines: [Substring] = []
    var (start, place) = (startIndex, startIndex)
    while place < endIndex {
      let scalar = unicodeScalars[place]
      var next = unicodeScalars.index(after: place)
      switch scalar {
      case "\n", "\r", "\u{B}", "\u{C}", "\u{85}", "\u{2028}", "\u{2029}":
        // A pair of them is one break.
        if scalar == "\r", next < endIndex, unicodeScalars[next] == "\n" {
          next = unicodeScalars.index(after: next)
        }
        lines.append(self[start..<place])
        start = next
      default: break
      }
      place = next
    }
    return lines + [self[start...]]
  }
}
