#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
#if canImport(Glibc)
  import Glibc
#endif

/// Why the files of a run were not written; nothing has changed then.
public struct OutputError: Error, Equatable, CustomStringConvertible {
  /// One sentence, with the path that it is about.
  public let description: String

  public init(_ description: String) { self.description = description }

  /// The reason is the system's, from `errno`.
  init(cannot action: String, _ path: String, _ code: Int32 = errno) {
    self.init("cannot \(action) \(path): \(String(cString: strerror(code)))")
  }
}

/// A folder that is written as a whole or not at all.
public struct OutputFolder: Sendable {
  static let manifest = "manifest.json"
  /// Stands in the manifest of every run: other programs have files of that name too.
  static let program = "ballpark run"

  private let target: String
  private let parent: String

  /// - Throws: `OutputError` if there is something at `path` that is not ours to replace. Asking
  ///   before a long run saves the run.
  public init(_ path: String) throws(OutputError) {
    // A symbolic link stays, and what it points to is replaced.
    target =
      realpath(path, nil).map { resolved in
        defer { free(resolved) }
        return String(cString: resolved)
      } ?? path.withoutSlashesAtEnd
    parent = target.folder
    try refuseForeignFolder()
  }

  private func refuseForeignFolder() throws(OutputError) {
    var status = stat()
    guard stat(target, &status) == 0 else {
      if errno == ENOENT { return }
      throw OutputError(cannot: "write", target)
    }
    guard status.st_mode & S_IFMT == S_IFDIR else {
      throw OutputError("\(target) is not a folder; --output names the folder for the files")
    }
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: target) else {
      throw OutputError(cannot: "read", target, EACCES)
    }
    let isOurs =
      (try? String(contentsOfFile: target + "/" + Self.manifest, encoding: .utf8))?
      .prefix(200).contains("\"program\": \"\(Self.program)\"") ?? false
    guard names.isEmpty || isOurs else {
      throw OutputError(
        "\(target) holds files that are not from an earlier run; give --output an empty or a new "
          + "folder")
    }
  }

  /// Puts the files where the folder was. If anything fails, all is as before.
  ///
  /// - Parameters:
  ///   - shouldStop: Asked before the move; true leaves all as it was.
  ///   - finish: Runs between the writing and the move, and may make more files in the folder.
  /// - Throws: `OutputError`, `CancellationError`, or what `finish` throws.
  func replace(
    with files: [OutputFile], shouldStop: () -> Bool = { false },
    finish: (TemporaryFolder) throws -> Void = { _ in }
  ) throws {
    let made = try makeFolders(parent)
    do {
      let temporary = try TemporaryFolder(in: parent)
      do {
        for file in files { try temporary.write(file) }
        try finish(temporary)
        if shouldStop() { throw CancellationError() }
        try move(temporary.path)
      } catch {
        try? FileManager.default.removeItem(atPath: temporary.path)
        throw error
      }
    } catch {
      for folder in made.reversed() { rmdir(folder) }
      throw error
    }
  }

  /// Makes the folders above the target that are missing, and returns them.
  private func makeFolders(_ path: String) throws(OutputError) -> [String] {
    if mkdir(path, 0o777) == 0 { return [path] }
    if errno == EEXIST || errno == EISDIR { return [] }
    guard errno == ENOENT, path.folder != path else { throw OutputError(cannot: "make", path) }
    let made = try makeFolders(path.folder)
    guard mkdir(path, 0o777) == 0 || errno == EEXIST else {
      let code = errno
      for folder in made.reversed() { rmdir(folder) }
      throw OutputError(cannot: "make", path, code)
    }
    return made + [path]
  }

  private func move(_ temporary: String) throws(OutputError) {
    // Takes the place of nothing or of an empty folder.
    if rename(temporary, target) == 0 { return }
    guard errno == ENOTEMPTY || errno == EEXIST else { throw OutputError(cannot: "write", target) }
    try refuseForeignFolder()
    guard exchange(temporary, target) else { throw OutputError(cannot: "replace", target) }
    guard (try? FileManager.default.removeItem(atPath: temporary)) != nil else {
      throw OutputError(cannot: "remove the earlier run's files, now in", temporary, EACCES)
    }
  }

  /// Swaps two folders; in one step where the file system can.
  private func exchange(_ new: String, _ old: String) -> Bool {
    #if canImport(Glibc)
      // An extension of the GNU library that its headers hide from Swift; 2 is RENAME_EXCHANGE.
      typealias Rename =
        @convention(c) (
          Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>, UInt32
        ) -> Int32
      if let renameat2 = dlsym(nil, "renameat2").map({ unsafeBitCast($0, to: Rename.self) }) {
        if renameat2(AT_FDCWD, new, AT_FDCWD, old, 2) == 0 { return true }
        guard errno == EINVAL || errno == ENOSYS else { return false }
      }
    #endif
    let aside = new + "-earlier"
    guard rename(old, aside) == 0 else { return false }
    guard rename(new, old) == 0 else {
      let code = errno
      rename(aside, old)
      errno = code
      return false
    }
    return rename(aside, new) == 0
  }
}
