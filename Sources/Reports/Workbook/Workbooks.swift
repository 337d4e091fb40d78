/// Whether an answer leaves a workbook.
public struct Workbooks: Sendable {
  package static let file = Workbook.fileName

  public let areWanted: Bool
  /// What the library's file may be called, the first that is there.
  let libraries: [String]

  public init(areWanted: Bool = false) {
    self.init(areWanted: areWanted, libraries: SpreadsheetLibrary.names)
  }

  init(areWanted: Bool, libraries: [String]) {
    self.areWanted = areWanted
    self.libraries = libraries
  }

  /// Writes the workbook of an answer beside its files.
  ///
  /// - Returns: Why there is none; nil where there is one.
  func write(
    _ files: [OutputFile], _ manifest: String, in temporary: TemporaryFolder
  ) throws(OutputError) -> WorkbookProblem? {
    try temporary.announce([Workbook.fileName])
    let path = temporary.path + "/" + Workbook.fileName
    do throws(WorkbookProblem) {
      let texts = files.filter(\.isText).map {
        ($0.name, String(decoding: $0.bytes, as: UTF8.self))
      }
      try Workbook(files: texts, manifest: manifest).write(
        to: path, by: SpreadsheetLibrary(names: libraries))
      return nil
    } catch {
      SVGFile.remove(path)
      return error
    }
  }
}

extension OutputFile {
  /// Whether a workbook may be made from it.
  fileprivate var isText: Bool { name.hasSuffix(".json") || name.hasSuffix(".csv") }
}
