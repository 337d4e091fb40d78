import Statistics
import Text

extension Report: Publication {
  public typealias Written = Reports.Written
  public typealias Pictures = Reports.Pictures

  package static let program = Program.run
  static let page = "report.html"
  static let summaryFile = "summary.json"
  static let pathsFile = "paths.csv"

  /// Writes all files or none: they are made in a folder beside the target, then moved in one step.
  ///
  /// Pictures that cannot be drawn, and a workbook that cannot be made, are a note, not an error. A folder that somebody puts something into
  /// meanwhile stays as it is, and the files go to one beside it.
  ///
  /// - Parameters:
  ///   - folder: The folder itself. An empty one, or one with nothing in it but what an earlier run
  ///     wrote, as it wrote it, is replaced as a whole.
  ///   - shouldStop: Asked now and then; true ends the writing.
  /// - Throws: `OutputError` if the folder holds anything else, is or holds the current one, or cannot be
  ///   written; `CancellationError` if it should stop. Then nothing has changed.
  @discardableResult
  public func write(
    to folder: String, pictures: Pictures = Pictures(), workbooks: Workbooks = Workbooks(),
    shouldStop: () -> Bool = { false }
  ) throws -> Written {
    // What every answer shares, behind a name that other packages see, too.
    try (self as any Publication).write(
      to: folder, pictures: pictures, workbooks: workbooks, shouldStop: shouldStop)
  }

  /// What an event does stands behind all else, for whoever has asked.
  package func text(on terminal: Terminal) -> String {
    let text = isFull ? table(on: terminal) : Brief(self, on: terminal).text
    let effects = effectLines(on: terminal)
    return effects.isEmpty ? text : "\(text)\n\(effects.joined(separator: "\n"))\n"
  }

  package func page(showing pictures: [DrawnChart]) -> OutputFile? {
    OutputFile(Self.page, page(pictures))
  }

  package var dataFiles: [OutputFile] {
    var files = [OutputFile(Self.summaryFile, json), OutputFile("bands.csv", csv)]
    if let trajectories {
      files.append(OutputFile(Self.pathsFile, Self.pathsCSV(trajectories).bytes))
    }
    if let outcomeValues {
      let bytes = NumPyFile.bytes(columns: outcomeValues.columns.map { ($0.name, $0.values) })
      files.append(OutputFile("outcomes.npy", bytes))
    }
    return files
  }
}
