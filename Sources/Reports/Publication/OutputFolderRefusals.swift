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

// What `--output` may not name.

extension OutputFolder {
  /// Refuses what the system would refuse after the run, and what would leave a shell in a folder that
  /// is no more.
  func refuseWhatCannotBe() throws(OutputError) {
    guard let status = try Self.status(target) else {
      try refuseBelowAnAnswer()
      return try refuseUnwritable(parent)
    }
    guard status.isFolder else {
      throw OutputError("\(target) is not a folder; --output names the folder for the files")
    }
    if Self.holdsTheCurrentFolder(status) {
      throw OutputError(
        "\(target) is the folder that you are in, or holds it, and would be replaced as a whole; "
          + "give --output a folder below it, such as ./results")
    }
    if let above = try Self.status(parent), above.st_dev != status.st_dev {
      throw OutputError(
        "\(target) is where a file system is mounted, which cannot be replaced; give --output a "
          + "folder below it, such as \(target)/results")
    }
    try refuseUnwritable(parent)
    // Else the earlier run's files could not be removed.
    try refuseUnwritable(target)
  }

  /// A new folder below an earlier answer's would be a file that no run wrote, and from then on the
  /// earlier one could not be replaced.
  private func refuseBelowAnAnswer() throws(OutputError) {
    var path = parent
    while true {
      let manifest = Program.manifest(in: path) ?? ""
      if let other = Program.all.first(where: { $0.made(manifest) }) {
        throw OutputError(
          "\(path) is the folder of an earlier \(other.noun), which would not be replaced any more "
            + "with \(target) in it; give --output a folder that is not below it")
      }
      if path == path.folder { return }
      path = path.folder
    }
  }

  /// - Parameter path: A folder to be written to, or to be made first.
  private func refuseUnwritable(_ path: String) throws(OutputError) {
    guard let status = try Self.status(path) else {
      if path.folder == path { throw refusal(at: path, ENOENT) }
      return try refuseUnwritable(path.folder)
    }
    guard status.isFolder else { throw OutputError(cannot: "write", target, ENOTDIR) }
    guard access(path, W_OK | X_OK) == 0 else { throw refusal(at: path) }
    if path != target { try tryOut(path) }
  }

  /// - Parameters:
  ///   - place: Where it fails: the folder, or one above it.
  ///   - code: The system's reason.
  private func refusal(at place: String, _ code: Int32 = errno) -> OutputError {
    let reason = String(cString: strerror(code))
    let within = place == "." ? "the current folder" : place
    return OutputError(
      "cannot write \(path): \(reason)\(place == target ? "" : " in \(within)"); --output names another "
        + "folder, and --no-files writes none")
  }

  /// Rights do not say all: not of a file system without folders, of one that is full of files, or of
  /// root. What is made beside the result, and taken away at once, does.
  private func tryOut(_ path: String) throws(OutputError) {
    var name = Array((path + "/.ballpark-XXXXXX").utf8CString)
    guard mkdtemp(&name) != nil else { throw refusal(at: path) }
    rmdir(name)
  }

  /// Of what is at a path; nil where nothing is.
  private static func status(_ path: String) throws(OutputError) -> stat? {
    var status = stat()
    if stat(path, &status) == 0 { return status }
    guard errno == ENOENT else { throw OutputError(cannot: "write", path) }
    if lstat(path, &status) == 0 {
      throw OutputError(
        "\(path) is a symbolic link to something that is not there; remove it, or give --output "
          + "another folder")
    }
    return nil
  }

  private static func holdsTheCurrentFolder(_ status: stat) -> Bool {
    guard let current = getcwd(nil, 0) else { return false }
    defer { free(current) }
    var path = String(cString: current)
    while true {
      var above = stat()
      if stat(path, &above) == 0, above.st_dev == status.st_dev, above.st_ino == status.st_ino {
        return true
      }
      if path == path.folder { return false }
      path = path.folder
    }
  }

  // MARK: What is not ours

  /// What is in a folder that the same program has not written, or not as it is now: as it would follow
  /// the folder's name. Nil where there is nothing to lose.
  ///
  /// While it is looked at, another run may put its own folder there: what is seen of the two together says
  /// nothing, and the new one is looked at.
  func foreign(in folder: String) throws(OutputError) -> String? {
    for _ in 0..<100 {
      // Held open, so that no other folder gets its number.
      let held = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
      defer { close(held) }
      let seen: Result<String?, OutputError>
      do { seen = .success(try reason(in: folder)) } catch { seen = .failure(error) }
      var (before, after) = (stat(), stat())
      if case .success(nil) = seen { return nil }
      guard held >= 0, fstat(held, &before) == 0, stat(folder, &after) != 0 || before != after
      else { return try seen.get() }
    }
    return try reason(in: folder)
  }

  private func reason(in folder: String) throws(OutputError) -> String? {
    guard try Self.status(folder) != nil else { return nil }
    let manifest = Program.manifest(in: folder) ?? ""
    guard program.made(manifest) else {
      if try FileList.names(folder).isEmpty { return nil }
      // An answer to another question is as dear to its owner as any file.
      let other = Program.all.first { $0.made(manifest) }
      return other.map { "holds an earlier \($0.noun), which a \(program.noun) does not replace" }
        ?? "holds files that are not from an earlier \(program.noun)"
    }
    guard let list = FileList(ofManifest: manifest) else {
      return "is from an earlier \(program.noun), but its \(Program.manifest) does not list its "
        + "files, as in earlier versions, or was changed since"
    }
    switch try list.other(in: folder) {
    case nil: return nil
    case .added(let name):
      return
        "is from an earlier \(program.noun), but holds \(name), which no \(program.noun) wrote "
        + "and which would be lost"
    case .changed(let name):
      return "is from an earlier \(program.noun), but \(name) was changed since and would be lost"
    }
  }
}

extension stat {
  fileprivate var isFolder: Bool { st_mode & S_IFMT == S_IFDIR }

  /// Whether they are of different files, of which both are there.
  fileprivate static func != (one: stat, other: stat) -> Bool {
    one.st_dev != other.st_dev || one.st_ino != other.st_ino
  }
}
