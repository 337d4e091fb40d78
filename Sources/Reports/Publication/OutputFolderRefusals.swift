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
    guard let status = try Self.status(target) else { return try refuseUnwritable(parent) }
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

  /// - Parameter path: A folder to be written to, or to be made first.
  private func refuseUnwritable(_ path: String) throws(OutputError) {
    guard let status = try Self.status(path) else {
      if path.folder == path { throw OutputError(cannot: "write to", path, ENOENT) }
      return try refuseUnwritable(path.folder)
    }
    guard status.isFolder else { throw OutputError(cannot: "write", target, ENOTDIR) }
    guard access(path, W_OK | X_OK) == 0 else { throw OutputError(cannot: "write to", path) }
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

  /// Refuses a folder with anything in it that the same program did not write.
  func refuseWhatIsForeign() throws(OutputError) {
    guard try Self.status(target) != nil else { return }
    let names = try Self.names(target)
    if names.isEmpty { return }
    let manifest =
      (try? String(contentsOfFile: target + "/" + Program.manifest, encoding: .utf8)) ?? ""
    guard program.made(manifest) else { throw notOurs(manifest) }
    for name in names where !isOurs(name) { throw foreign(name) }
    let charts = target + "/" + Program.chartsFolder
    guard names.contains(Program.chartsFolder) else { return }
    let ours = Self.chartFiles(charts)
    for name in try Self.names(charts)
    where !ours.contains(name) || !Self.isKind(S_IFREG, charts + "/" + name) {
      throw foreign(Program.chartsFolder + "/" + name)
    }
  }

  /// An answer to another question is as dear to its owner as any file.
  private func notOurs(_ manifest: String) -> OutputError {
    let other = Program.all.first { $0.made(manifest) }
    let what =
      other.map { "an earlier \($0.noun), which a \(program.noun) does not replace" }
      ?? "files that are not from an earlier \(program.noun)"
    return OutputError("\(target) holds \(what); give --output an empty or a new folder")
  }

  private func foreign(_ name: String) -> OutputError {
    OutputError(
      "\(target) is from an earlier \(program.noun), but holds \(name), which no \(program.noun) "
        + "wrote and which would be lost; move it, or give --output another folder")
  }

  private func isOurs(_ name: String) -> Bool {
    let path = target + "/" + name
    if name == Program.chartsFolder { return Self.isKind(S_IFDIR, path) }
    return (program.files.contains(name) || Self.leftByDesktops.contains(name))
      && Self.isKind(S_IFREG, path)
  }

  /// What the earlier answer's own script says that it drew, and from which numbers: a user's
  /// annotated.svg beside them is not ours.
  private static func chartFiles(_ folder: String) -> Set<String> {
    let path = folder + "/" + Chart.scriptName
    guard let script = try? String(contentsOfFile: path, encoding: .utf8) else {
      return leftByDesktops
    }
    return Chart.files(of: script).union(leftByDesktops)
  }

  /// Files that desktops put into every folder that they show; nobody misses them.
  private static let leftByDesktops: Set<String> = [".DS_Store", ".directory"]

  /// A symbolic link is none of them: no program of ours writes links.
  private static func isKind(_ kind: mode_t, _ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == kind
  }

  /// In the order of the alphabet, so that the same one is always the first.
  private static func names(_ folder: String) throws(OutputError) -> [String] {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
      throw OutputError(cannot: "read", folder, EACCES)
    }
    return names.sorted()
  }
}

extension stat {
  fileprivate var isFolder: Bool { st_mode & S_IFMT == S_IFDIR }
}
