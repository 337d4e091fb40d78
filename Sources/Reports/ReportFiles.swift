import Statistics
import Text

extension Report {
  /// What writing came to.
  public struct Written: Sendable, Equatable {
    /// Names of files, and `charts/` for the folder of pictures; what a reader opens first is first.
    public let files: [String]
    /// What the user should know, one line or more each: why pictures are missing, or what is
    /// left of an earlier run.
    public let notes: [String]
  }

  /// Writes all files or none: they are made in a folder beside the target, then moved in one step.
  ///
  /// Pictures that cannot be drawn are a note, not an error, and so are files of an earlier run that
  /// cannot be removed once the new ones are in place.
  ///
  /// - Parameters:
  ///   - folder: The folder itself. An empty one, or one with nothing in it but what an earlier run
  ///     wrote, is replaced as a whole.
  ///   - shouldStop: Asked now and then; true ends the writing.
  /// - Throws: `OutputError` if the folder holds anything else, is or holds the current one, or cannot be
  ///   written; `CancellationError` if it should stop. Then nothing has changed.
  @discardableResult
  public func write(
    to folder: String, pictures: Pictures = Pictures(), shouldStop: () -> Bool = { false }
  ) throws -> Written {
    let charts = pictures.areWanted ? self.charts : []
    var files = dataFiles
    var names = files.map(\.name)
    var notes: [String] = []
    if !charts.isEmpty {
      files += charts.map { OutputFile(Self.chartsFolder + "/" + $0.dataName, $0.data) }
      files.append(
        OutputFile(Self.chartsFolder + "/" + Chart.scriptName, Chart.script(charts, pictures)))
      names.insert(Self.chartsFolder + "/", at: 0)
    }
    let left = try OutputFolder(folder).replace(with: files, shouldStop: shouldStop) { temporary in
      guard pictures.areWanted else { return }
      let drawing = try draw(charts, pictures, in: temporary, shouldStop: shouldStop)
      if let note = drawing.note { notes.append(note) }
      try temporary.write(OutputFile(Self.page, page(drawing.pictures)))
      names.insert(Self.page, at: 0)
    }
    if let left {
      notes.append(
        "the results are in place, but the earlier run's files could not all be removed; what is left "
          + "of them is in \(left)")
    }
    return Written(files: names, notes: notes)
  }

  static let page = "report.html"
  static let chartsFolder = "charts"
  /// Every file that a run may write beside that folder: `dataFiles` and the page.
  static let fileNames: Set<String> = [
    page, "summary.json", "bands.csv", "paths.csv", "outcomes.npy", OutputFolder.manifest,
  ]

  private var dataFiles: [OutputFile] {
    var files = [OutputFile("summary.json", json), OutputFile("bands.csv", csv)]
    if let trajectories { files.append(OutputFile("paths.csv", Self.pathsCSV(trajectories))) }
    if let outcomeValues {
      let bytes = NumPyFile.bytes(columns: outcomeValues.columns.map(\.values))
      files.append(OutputFile("outcomes.npy", bytes))
    }
    return files + [OutputFile(OutputFolder.manifest, manifest)]
  }
}
