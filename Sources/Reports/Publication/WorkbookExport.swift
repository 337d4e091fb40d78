import Text

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

/// Why a folder holds nothing that could be exported.
package struct ExportError: Error, Equatable, CustomStringConvertible {
  /// One sentence, with the folder that it is about.
  package let description: String
}

/// A workbook for the folder of an answer that is there already: the same that a run with a workbook leaves.
package struct WorkbookExport {
  private let folder: String
  private let manifest: String
  private let list: FileList

  /// - Throws: `ExportError` where the folder is none of an answer, or no longer as it was left;
  ///   `OutputError` where something else has the name of the workbook.
  package init(of path: String) throws {
    folder = path.resolved ?? path.withoutSlashesAtEnd
    guard let manifest = Program.manifest(in: folder),
      Program.all.contains(where: { $0.made(manifest) })
    else {
      throw ExportError(
        description:
          "\(folder) is not the folder of an answer; the one was expected that a run has left"
      )
    }
    guard let list = FileList(ofManifest: manifest) else {
      throw ExportError(
        description:
          "\(folder)/\(Program.manifest) is not as this version of Ballpark writes it, or was "
          + "changed since; the same command anew with --xlsx leaves a workbook")
    }
    (self.manifest, self.list) = (manifest, list)
    try refuseOthers()
  }

  /// What somebody has made of a workbook, or put in its place, is not lost.
  private func refuseOthers() throws(OutputError) {
    let path = folder + "/" + Workbook.fileName
    guard access(path, F_OK) == 0 else { return }
    let own = list.entries.first { $0.name == Workbook.fileName }
    guard let own, FileList.Entry(own.name, in: folder) == own else {
      let reason = own == nil ? "no run wrote it" : "it was changed since"
      throw OutputError("\(path) is there already, and \(reason); move it away or rename it")
    }
  }

  /// Puts the workbook into the folder, and its name into the manifest.
  ///
  /// - Parameter shouldStop: Asked before the folder is changed.
  /// - Returns: Where it is.
  /// - Throws: `ExportError` if a file is not as it was left; `OutputError` if there is no library, or the
  ///   folder cannot be written; `CancellationError` if it should stop. Nothing has changed then.
  package func write(
    _ workbooks: Workbooks = Workbooks(areWanted: true), shouldStop: () -> Bool = { false }
  ) throws -> String {
    let files = try list.entries.filter(\.isTable).map { entry in
      guard FileList.Entry(entry.name, in: folder) == entry,
        let text = try? String(contentsOfFile: folder + "/" + entry.name, encoding: .utf8)
      else {
        throw ExportError(
          description:
            "\(folder)/\(entry.name) is gone or was changed since; a workbook would not tell "
            + "what the run has found")
      }
      return OutputFile(entry.name, text)
    }
    _ = TemporaryFolder.removeAbandoned(beside: folder)
    let temporary = try TemporaryFolder(for: folder)
    defer { temporary.remove() }
    try temporary.makeFolder("")
    if let problem = try workbooks.write(files, FileList.head(ofManifest: manifest), in: temporary)
    {
      throw OutputError(problem.note())
    }
    if shouldStop() { throw CancellationError() }
    let new = FileList([Workbook.fileName], in: temporary.path).entries
    let others = list.entries.filter { $0.name != Workbook.fileName }
    let all = FileList((others + new).sorted { $0.name < $1.name })
    // First the name, then the file: a file that no manifest names would be taken for somebody else's.
    try temporary.put(
      all.manifest(FileList.head(ofManifest: manifest)), at: folder + "/" + Program.manifest,
      isReplacing: true)
    let target = folder + "/" + Workbook.fileName
    guard rename(temporary.path + "/" + Workbook.fileName, target) == 0 else {
      throw OutputError(cannot: "write", target)
    }
    return target
  }
}

extension FileList.Entry {
  /// Whether it is one of the tables and texts of an answer, not one of its pictures.
  fileprivate var isTable: Bool {
    !name.contains("/") && (name.hasSuffix(".json") || name.hasSuffix(".csv"))
  }
}
