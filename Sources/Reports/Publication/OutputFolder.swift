#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Why the files of an answer were not written; nothing has changed then.
public struct OutputError: Error, Equatable, CustomStringConvertible {
  /// One sentence, with the path that it is about.
  public let description: String

  package init(_ description: String) { self.description = description }

  /// The reason is the system's, from `errno`.
  init(cannot action: String, _ path: String, _ code: Int32 = errno) {
    self.init("cannot \(action) \(path): \(String(cString: strerror(code)))")
  }
}

/// A folder that is written as a whole or not at all.
package struct OutputFolder: Sendable {
  let target: String
  let parent: String
  /// Whose files may be replaced.
  let program: Program

  /// - Parameter program: Whose files at `path` may be replaced.
  /// - Throws: `OutputError` if what is at `path` is not ours to replace, or cannot be replaced as far
  ///   as can be told without trying. Asking before a long run saves the run.
  package init(_ path: String, for program: Program = .run) throws(OutputError) {
    // A symbolic link stays, and what it points to is replaced.
    target =
      realpath(path, nil).map { resolved in
        defer { free(resolved) }
        return String(cString: resolved)
      } ?? path.withoutSlashesAtEnd
    parent = target.folder
    self.program = program
    try refuseWhatCannotBe()
    try refuseWhatIsForeign()
  }

  /// Puts the files where the folder was.
  ///
  /// - Parameters:
  ///   - shouldStop: Asked before the move; true leaves all as it was.
  ///   - finish: Runs between the writing and the move, and may make more files in the folder.
  /// - Returns: Where an earlier answer's files are that could not be removed; nil where none are left.
  /// - Throws: `OutputError`, `CancellationError`, or what `finish` throws. All is as before then.
  @discardableResult
  func replace(
    with files: [OutputFile], shouldStop: () -> Bool = { false },
    finish: (TemporaryFolder) throws -> Void = { _ in }
  ) throws -> String? {
    let made = try makeFolders(parent)
    do {
      let temporary = try TemporaryFolder(in: parent)
      do {
        for file in files { try temporary.write(file) }
        try finish(temporary)
        if shouldStop() { throw CancellationError() }
        return try move(temporary.path)
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

  /// Returns what `replace` returns. If it throws, the new files are still in `temporary`.
  private func move(_ temporary: String) throws(OutputError) -> String? {
    // Takes the place of nothing or of an empty folder.
    if rename(temporary, target) == 0 { return nil }
    guard errno == ENOTEMPTY || errno == EEXIST else { throw OutputError(cannot: "write", target) }
    // It was ours before the run, which may have taken hours.
    try refuseWhatIsForeign()
    guard let earlier = exchange(temporary, target) else {
      throw OutputError(cannot: "replace", target)
    }
    // From here on the results are in place, and nothing undoes that.
    let isGone = (try? FileManager.default.removeItem(atPath: earlier)) != nil
    return isGone ? nil : earlier
  }

  /// Puts one folder in the place of another, in one step where the file system can.
  ///
  /// - Returns: Where the old one is now; nil where nothing has changed.
  private func exchange(_ new: String, _ old: String) -> String? {
    #if canImport(Glibc)
      // An extension of the GNU library that its headers hide from Swift; 2 is RENAME_EXCHANGE.
      typealias Rename =
        @convention(c) (
          Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>, UInt32
        ) -> Int32
      if let renameat2 = dlsym(nil, "renameat2").map({ unsafeBitCast($0, to: Rename.self) }) {
        if renameat2(AT_FDCWD, new, AT_FDCWD, old, 2) == 0 { return new }
        guard errno == EINVAL || errno == ENOSYS else { return nil }
      }
    #endif
    let aside = new + "-earlier"
    guard rename(old, aside) == 0 else { return nil }
    guard rename(new, old) == 0 else {
      let code = errno
      rename(aside, old)
      errno = code
      return nil
    }
    return aside
  }
}
