#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Which pictures an answer leaves, and how long they may take.
public struct Pictures: Sendable {
  /// Whether they, and the page that shows them, are made at all.
  public let areWanted: Bool
  /// Whether there is a PNG beside each SVG.
  public let withPNG: Bool
  /// Folders in which gnuplot is looked for, with colons between; nil: the environment's PATH.
  let searchPath: String?
  /// After which gnuplot is ended, in seconds; nil: by the number of pictures.
  let timeLimit: Double?

  public init(areWanted: Bool = true, withPNG: Bool = false) {
    self.init(areWanted: areWanted, withPNG: withPNG, searchPath: nil, timeLimit: nil)
  }

  init(areWanted: Bool = true, withPNG: Bool = false, searchPath: String?, timeLimit: Double?) {
    self.areWanted = areWanted
    self.withPNG = withPNG
    self.searchPath = searchPath
    self.timeLimit = timeLimit
  }

  /// Seconds for so many files. One takes about a tenth of a second, so that ten times as much is
  /// left for each, and a start on a machine that is busy with other things has 20 s more.
  func timeLimit(for files: Int) -> Double { timeLimit ?? 20 + Double(files) }

  var endings: [String] { withPNG ? [".svg", ".png"] : [".svg"] }
}

/// A picture as a page has it: at the size of a column of text, and small.
package struct DrawnChart: Sendable {
  let chart: Chart
  let column: String
  let small: String
}

extension Pictures {
  /// Draws, and gives what a page shows, with a note where any file is not whole. Half a picture is no
  /// picture: what is left of it is removed.
  func draw(_ charts: [Chart], in temporary: TemporaryFolder, shouldStop: () -> Bool) throws -> (
    pictures: [DrawnChart], note: String?
  ) {
    guard !charts.isEmpty else { return ([], nil) }
    let folder = temporary.path + "/" + Program.chartsFolder
    let files = charts.flatMap { chart in endings.map { chart.name + $0 } }
    let shown = charts.filter(\.isOnPage)
    let passing = shown.flatMap { chart in Canvas.ofPage.map { chart.name + $0.ending } }
    let script = OutputFile(
      Program.chartsFolder + "/" + Chart.pageScriptName, Chart.pageScript(shown))
    try temporary.write(script)
    try temporary.announce((files + passing).map { Program.chartsFolder + "/" + $0 })
    let gnuplot = Gnuplot(
      searchPath: searchPath, timeLimit: timeLimit(for: files.count + passing.count))
    let problem = try gnuplot.draw(
      [Chart.scriptName, Chart.pageScriptName], in: folder, shouldStop: shouldStop)
    let missing = files.filter { !Self.isWhole(folder + "/" + $0) }
    let drawn = shown.compactMap { chart -> DrawnChart? in
      let texts = Canvas.ofPage.compactMap {
        SVGFile.complete("\(folder)/\(chart.name)\($0.ending)")
      }
      return texts.count < 2 ? nil : DrawnChart(chart: chart, column: texts[0], small: texts[1])
    }
    for name in missing + passing + [Chart.pageScriptName] { SVGFile.remove(folder + "/" + name) }
    return (drawn, Self.note(problem, missing: missing, of: files.count))
  }

  /// What the user should know of the drawing; nil where all went well.
  private static func note(_ problem: Gnuplot.Problem?, missing: [String], of count: Int)
    -> String?
  {
    if problem == nil, missing.isEmpty { return nil }
    let reason = problem?.reason ?? "gnuplot left pictures incomplete"
    let details = problem.flatMap { $0.details.isEmpty ? nil : "\n" + $0.details } ?? ""
    if missing.isEmpty { return "\(reason), but all pictures are there" + details }
    if missing.count == count { return "no pictures: \(reason)" + details }
    return "\(reason); missing in charts/: \(missing.joined(separator: ", "))" + details
  }

  private static func isWhole(_ path: String) -> Bool {
    guard path.hasSuffix(".png") else { return SVGFile.complete(path) != nil }
    // The last chunk of every PNG: no bytes, its name, its checksum.
    let end: [UInt8] = [0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82]
    return (try? Data(contentsOf: URL(filePath: path)))?.suffix(end.count).elementsEqual(end)
      ?? false
  }
}
