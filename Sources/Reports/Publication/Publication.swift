import Text

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// An answer that is told on a terminal and left in a folder.
///
/// Whatever it holds is made when it is asked for.
package protocol Publication: Sendable {
  /// Whose files these are.
  static var program: Program { get }

  /// For people; ends with a line feed. Nothing from a scenario in it can move a cursor.
  func text(on terminal: Terminal) -> String
  /// For other programs. Holds no time, host, workers or output path: equal answers are equal bytes.
  var json: String { get }
  /// Beside manifest, pictures and page; what a reader opens first is first.
  var dataFiles: [OutputFile] { get }
  /// What made the numbers, so that anyone can make them again.
  var manifest: String { get }
  /// In the order in which a reader wants them.
  var charts: [Chart] { get }
  /// A document that shows the pictures, for those who get one file; nil where there is none.
  func page(showing pictures: [DrawnChart]) -> OutputFile?
}

extension Publication {
  package func page(showing pictures: [DrawnChart]) -> OutputFile? { nil }

  /// Writes all files or none: they are made in a folder beside the target, then moved in one step.
  ///
  /// Pictures that cannot be drawn, and a workbook that cannot be made, are a note, not an error: what took
  /// long is there without them.
  ///
  /// - Parameters:
  ///   - folder: The folder itself, which is replaced as a whole. One that has become impossible since it
  ///     was asked for stays as it is, and the files go to one beside it.
  ///   - shouldStop: Asked now and then; true ends the writing.
  /// - Throws: `OutputError` if the files cannot be written at all; `CancellationError` if it should stop.
  ///   Then nothing has changed.
  @discardableResult
  package func write(
    to folder: OutputFolder, pictures: Pictures = Pictures(), workbooks: Workbooks = Workbooks(),
    shouldStop: () -> Bool = { false }
  ) throws -> Written {
    let charts = pictures.areWanted ? self.charts : []
    let data = dataFiles
    var files = data
    var names = files.map(\.name) + [Program.manifest]
    var notes: [String] = []
    var isComplete = true
    let hadWorkbook = access(folder.target + "/" + Workbook.fileName, F_OK) == 0
    if !charts.isEmpty {
      files += charts.map { OutputFile(Program.chartsFolder + "/" + $0.dataName, $0.data) }
      files.append(
        OutputFile(Program.chartsFolder + "/" + Chart.scriptName, Chart.script(charts, pictures)))
      names.insert(Program.chartsFolder + "/", at: 0)
    }
    let manifest = manifest
    let placement = try folder.replace(with: files, manifest: manifest, shouldStop: shouldStop) {
      temporary in
      if workbooks.areWanted {
        if let problem = try workbooks.write(data, manifest, in: temporary) {
          notes.append(problem.note(replacingEarlier: hadWorkbook))
          isComplete = problem.isLackOfLibrary
        } else {
          names.insert(Workbook.fileName, at: 0)
        }
      }
      guard pictures.areWanted else { return }
      let drawing = try pictures.draw(charts, in: temporary, shouldStop: shouldStop)
      if let note = drawing.note { notes.append(note) }
      guard let page = page(showing: drawing.pictures) else { return }
      try temporary.write(page)
      names.insert(page.name, at: 0)
    }
    notes += placement.kept.map { Written.note(keptIn: $0) }
    if let problem = placement.problem {
      notes.append("\(problem); the results are in \(placement.folder)")
    }
    return Written(
      folder: placement.folder, isElsewhere: placement.problem != nil, isComplete: isComplete,
      files: names, notes: notes)
  }

  /// The same for a folder that is asked for now.
  ///
  /// - Throws: Also `OutputError` if it holds anything but what the same program wrote, as it wrote it.
  @discardableResult
  func write(
    to folder: String, pictures: Pictures = Pictures(), workbooks: Workbooks = Workbooks(),
    shouldStop: () -> Bool = { false }
  ) throws -> Written {
    try write(
      to: OutputFolder(folder, for: Self.program), pictures: pictures, workbooks: workbooks,
      shouldStop: shouldStop)
  }
}

/// What writing came to.
public struct Written: Sendable, Equatable {
  /// Where the files are.
  public let folder: String
  /// Whether that is not the folder that was asked for, which somebody has put something into since.
  public let isElsewhere: Bool
  /// Whether nothing is missing that was asked for and could have been made.
  public let isComplete: Bool
  /// Names of files, and `charts/` for the folder of pictures; what a reader opens first is first.
  public let files: [String]
  /// What the user should know, one line or more each: why pictures are missing, why the files are
  /// elsewhere, or where something is that was in the way.
  public let notes: [String]

  static func note(keptIn folder: String) -> String {
    "what no run has written was in the way, and is in \(folder)"
  }
}
