import Statistics
import Text

extension Report {
  /// Which pictures a run leaves, and how long they may take.
  public struct Pictures: Sendable {
    /// Whether they, and the page that shows them, are made at all.
    public let areWanted: Bool
    /// Whether there is a PNG beside each SVG.
    public let withPNG: Bool
    /// Folders in which gnuplot is looked for, with colons between; nil: the environment's PATH.
    let searchPath: String?
    /// After which gnuplot is ended, in seconds.
    let timeLimit: Double

    public init(areWanted: Bool = true, withPNG: Bool = false) {
      self.init(areWanted: areWanted, withPNG: withPNG, searchPath: nil, timeLimit: 20)
    }

    init(areWanted: Bool = true, withPNG: Bool = false, searchPath: String?, timeLimit: Double) {
      self.areWanted = areWanted
      self.withPNG = withPNG
      self.searchPath = searchPath
      self.timeLimit = timeLimit
    }
  }

  /// What writing came to.
  public struct Written: Sendable, Equatable {
    /// Names of files, and `charts/` for the folder of pictures; what a reader opens first is first.
    public let files: [String]
    /// What the user should know, one line or more each: why there are no pictures.
    public let notes: [String]
  }

  /// Writes all files or none: they are made in a folder beside the target, then moved in one step.
  ///
  /// Pictures that cannot be drawn are a note, not an error.
  ///
  /// - Parameters:
  ///   - folder: The folder itself. An empty one, or one that an earlier run wrote, is replaced as
  ///     a whole.
  ///   - shouldStop: Asked now and then; true ends the writing.
  /// - Throws: `OutputError` if the folder holds anything else, or cannot be written;
  ///   `CancellationError` if it should stop. Then nothing has changed.
  @discardableResult
  public func write(
    to folder: String, pictures: Pictures = Pictures(), shouldStop: () -> Bool = { false }
  ) throws -> Written {
    let charts = pictures.areWanted ? self.charts : []
    var files = dataFiles
    var names = files.map(\.name)
    var notes: [String] = []
    if !charts.isEmpty {
      files += charts.map { OutputFile("charts/" + $0.dataName, $0.data) }
      files.append(OutputFile("charts/" + Chart.scriptName, Chart.script(charts, pictures)))
      names.insert("charts/", at: 0)
    }
    try OutputFolder(folder).replace(with: files, shouldStop: shouldStop) { temporary in
      guard pictures.areWanted else { return }
      let drawing = try draw(charts, pictures, in: temporary, shouldStop: shouldStop)
      notes = drawing.notes
      try temporary.write(OutputFile(Self.page, page(drawing.pictures)))
      names.insert(Self.page, at: 0)
    }
    return Written(files: names, notes: notes)
  }

  static let page = "report.html"

  private var dataFiles: [OutputFile] {
    var files = [OutputFile("summary.json", json), OutputFile("bands.csv", csv)]
    if let trajectories { files.append(OutputFile("paths.csv", Self.pathsCSV(trajectories))) }
    if let outcomeValues {
      let bytes = NumPyFile.bytes(columns: outcomeValues.columns.map(\.values))
      files.append(OutputFile("outcomes.npy", bytes))
    }
    return files + [OutputFile(OutputFolder.manifest, manifest)]
  }

  /// Draws, and gives the SVGs that are whole; where drawing fails there are none, and a note says
  /// why. Half a picture is no picture: what is left of them is removed.
  private func draw(
    _ charts: [Chart], _ pictures: Pictures, in temporary: TemporaryFolder, shouldStop: () -> Bool
  ) throws -> (pictures: [(chart: Chart, svg: String)], notes: [String]) {
    guard !charts.isEmpty else { return ([], []) }
    let folder = temporary.path + "/charts"
    let problem = try Gnuplot(searchPath: pictures.searchPath, timeLimit: pictures.timeLimit)
      .draw(Chart.scriptName, in: folder, shouldStop: shouldStop)
    let drawn = charts.compactMap { chart in
      Self.completeSVG(folder + "/" + chart.name + ".svg").map { (chart, $0) }
    }
    if problem == nil, drawn.count == charts.count { return (drawn, []) }
    for chart in charts {
      for ending in [".svg", ".png"] { Self.removeFile(folder + "/" + chart.name + ending) }
    }
    return ([], [problem ?? "no pictures: gnuplot left some of them incomplete"])
  }
}
