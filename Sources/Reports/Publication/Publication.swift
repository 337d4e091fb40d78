import Text

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
  func page(showing pictures: [(chart: Chart, svg: String)]) -> OutputFile?
}

extension Publication {
  package func page(showing pictures: [(chart: Chart, svg: String)]) -> OutputFile? { nil }

  /// Writes all files or none: they are made in a folder beside the target, then moved in one step.
  ///
  /// Pictures that cannot be drawn are a note, not an error, and so are files of an earlier answer that
  /// cannot be removed once the new ones are in place.
  ///
  /// - Parameters:
  ///   - folder: The folder itself. An empty one, or one with nothing in it but what the same program
  ///     wrote earlier, is replaced as a whole.
  ///   - shouldStop: Asked now and then; true ends the writing.
  /// - Throws: `OutputError` if the folder holds anything else, is or holds the current one, or cannot be
  ///   written; `CancellationError` if it should stop. Then nothing has changed.
  @discardableResult
  package func write(
    to folder: String, pictures: Pictures = Pictures(), shouldStop: () -> Bool = { false }
  ) throws -> Written {
    let charts = pictures.areWanted ? self.charts : []
    var files = dataFiles + [OutputFile(Program.manifest, manifest)]
    var names = files.map(\.name)
    var notes: [String] = []
    if !charts.isEmpty {
      files += charts.map { OutputFile(Program.chartsFolder + "/" + $0.dataName, $0.data) }
      files.append(
        OutputFile(Program.chartsFolder + "/" + Chart.scriptName, Chart.script(charts, pictures)))
      names.insert(Program.chartsFolder + "/", at: 0)
    }
    let target = try OutputFolder(folder, for: Self.program)
    let left = try target.replace(with: files, shouldStop: shouldStop) { temporary in
      guard pictures.areWanted else { return }
      let drawing = try pictures.draw(charts, in: temporary, shouldStop: shouldStop)
      if let note = drawing.note { notes.append(note) }
      guard let page = page(showing: drawing.pictures) else { return }
      try temporary.write(page)
      names.insert(page.name, at: 0)
    }
    if let left {
      notes.append(
        "the results are in place, but the earlier \(Self.program.noun)'s files could not all be "
          + "removed; what is left of them is in \(left)")
    }
    return Written(files: names, notes: notes)
  }
}

/// What writing came to.
public struct Written: Sendable, Equatable {
  /// Names of files, and `charts/` for the folder of pictures; what a reader opens first is first.
  public let files: [String]
  /// What the user should know, one line or more each: why pictures are missing, or what is
  /// left of an earlier answer.
  public let notes: [String]
}
