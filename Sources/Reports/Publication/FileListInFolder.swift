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

extension FileList {
  /// What is in a folder and not as listed.
  enum Other: Equatable {
    case added(String)
    case changed(String)
  }

  /// Files that desktops put into every folder that they show.
  static let leftByDesktops: Set<String> = [".DS_Store", ".directory"]

  /// Folders below the answer's own.
  var folders: Set<String> { Set(entries.map(\.name.folder).filter { $0 != "." }) }

  /// The first thing, in the order of the alphabet, that is not as listed; nil where there is none.
  ///
  /// - Parameter subfolder: Where to begin: `charts/`.
  func other(in folder: String, below subfolder: String = "") throws(OutputError) -> Other? {
    for name in try Self.names(folder + "/" + subfolder) {
      let path = subfolder + name
      if folders.contains(path), isFolder(folder + "/" + path) {
        if let other = try other(in: folder, below: path + "/") { return other }
      } else if let listed = entries.first(where: { $0.name == path }) {
        // Another run may be replacing this one: what is gone is no loss.
        guard Entry(path, in: folder) == listed || !exists(folder + "/" + path) else {
          return .changed(path)
        }
      } else if path != Program.manifest, !Self.leftByDesktops.contains(name) {
        return .added(path)
      }
    }
    return nil
  }

  /// Removes what is as listed, the manifest last, and folders that are empty then.
  func remove(from folder: String) {
    for entry in entries where Entry(entry.name, in: folder) == entry {
      unlink(folder + "/" + entry.name)
    }
    for below in folders { rmdir(folder + "/" + below) }
    unlink(folder + "/" + Program.manifest)
    rmdir(folder)
  }

  /// In the order of the alphabet, so that the same one is always the first.
  static func names(_ folder: String) throws(OutputError) -> [String] {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
      throw OutputError(cannot: "read", folder, EACCES)
    }
    return names.sorted()
  }
}

private func isFolder(_ path: String) -> Bool { kind(path) == S_IFDIR }
private func exists(_ path: String) -> Bool { kind(path) != nil }

/// Of what is at a path, a link not followed; nil where nothing is.
private func kind(_ path: String) -> mode_t? {
  var status = stat()
  return lstat(path, &status) == 0 ? status.st_mode & S_IFMT : nil
}
