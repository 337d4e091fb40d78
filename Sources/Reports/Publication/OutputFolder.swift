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
///
/// It has been asked for before the work is done, and may have changed since.
package struct OutputFolder: Sendable {
  /// As it was asked for.
  package let path: String
  /// The same without a link at its end.
  let target: String
  let parent: String
  /// Whose files may be replaced.
  let program: Program

  /// Where an answer is.
  struct Placement {
    let folder: String
    /// Why it is not in the folder that it was meant for; nil where it is.
    var problem: String?
    /// Where things are that no program of ours has written and that were in the way.
    var kept: [String] = []
  }

  /// - Parameter program: Whose files at `path` may be replaced.
  /// - Throws: `OutputError` if what is at `path` is not ours to replace, or cannot be replaced as far
  ///   as can be told without trying. Asking before a long run saves the run.
  package init(_ path: String, for program: Program = .run) throws(OutputError) {
    self.path = path.withoutSlashesAtEnd
    // A symbolic link stays, and what it points to is replaced.
    target = path.resolved ?? self.path
    parent = target.folder
    self.program = program
    try refuseWhatCannotBe()
    if let reason = try foreign(in: target) {
      throw OutputError(
        "\(target) \(reason); give --output an empty or a new folder, or move this one away once")
    }
  }

  /// Puts the files where the folder was, or beside it where that has become impossible.
  ///
  /// - Parameters:
  ///   - manifest: The last file; a list of all is added to it.
  ///   - shouldStop: Asked before the move; true leaves all as it was.
  ///   - finish: Runs between the writing and the move, and may make more files in the folder.
  /// - Throws: `OutputError`, `CancellationError`, or what `finish` throws. All is as before then.
  @discardableResult
  func replace(
    with files: [OutputFile], manifest: String, shouldStop: () -> Bool = { false },
    finish: (TemporaryFolder) throws -> Void = { _ in }
  ) throws -> Placement {
    let made = try makeFolders(parent)
    do {
      let abandoned = TemporaryFolder.removeAbandoned(beside: target)
      let temporary = try TemporaryFolder(for: target)
      var placement: Placement
      do {
        for file in files { try temporary.write(file) }
        try finish(temporary)
        try temporary.complete(manifest)
        if shouldStop() { throw CancellationError() }
        placement = try place(temporary)
      } catch {
        temporary.remove()
        throw error
      }
      placement.kept = abandoned + [temporary.remove()].compactMap(\.self)
      return placement
    } catch {
      for folder in made.reversed() { rmdir(folder) }
      throw error
    }
  }

  /// A result that is there is not given up: who has put something into the folder meanwhile keeps it,
  /// and the result goes beside.
  private func place(_ temporary: TemporaryFolder) throws(OutputError) -> Placement {
    var status = stat()
    let isThere = stat(target, &status) == 0
    // With all rights of its owner, without which a folder cannot be moved.
    if isThere { adopt(status, temporary.path, adding: 0o700) }
    do throws(OutputError) {
      try takePlace(temporary)
      if isThere { adopt(status, target) }
      return Placement(folder: path)
    } catch {
      let other = try moveBeside(temporary.path, target, from: 2)
      return Placement(folder: other, problem: error.description)
    }
  }

  /// If it throws, the new files are still in `temporary`, and the earlier ones in their place.
  private func takePlace(_ temporary: TemporaryFolder) throws(OutputError) {
    let new = temporary.path
    // Takes the place of nothing or of an empty folder.
    if rename(new, target) == 0 { return }
    guard errno == ENOTEMPTY || errno == EEXIST else { throw OutputError(cannot: "write", target) }
    // Looked at where nobody finds it any more: what it holds then is all that it will hold.
    let aside = temporary.place + "/aside"
    guard exchange(new, target, by: aside) == 0 else {
      throw OutputError(cannot: "replace", target)
    }
    let reason: String?
    do { reason = try foreign(in: new) } catch { reason = "cannot be read" }
    // If it cannot go back, `temporary` keeps what is not ours.
    if let reason, exchange(new, target, by: aside) == 0 {
      throw OutputError("\(target) \(reason)")
    }
    for name in FileList.leftByDesktops.flatMap({ [$0, Program.chartsFolder + "/" + $0] }) {
      _ = renameExclusively(new + "/" + name, target + "/" + name)
    }
  }
}
