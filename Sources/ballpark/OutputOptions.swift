import ArgumentParser
import Reports
import Text

/// Where results go; the same for every subcommand that has any.
struct OutputOptions: ParsableArguments {
  @Option(
    help: .init(
      """
      The folder for the files, new, empty or with nothing in it but an earlier run, which is \
      replaced. (default: Output/<name of the file>)
      """, valueName: "dir"))
  var output: String?

  @Flag(help: "Write no files.")
  var noFiles = false

  @Flag(help: "Draw no pictures, and write no page.")
  var noCharts = false

  @Flag(help: "Draw each picture as PNG, too.")
  var png = false

  @Flag(help: "Write every path's outcomes to outcomes.npy, for NumPy.")
  var outcomes = false

  @Flag(help: "Print summary.json instead of the table.")
  var json = false

  @Flag(help: "Print neither table nor progress.")
  var quiet = false

  func validate() throws {
    if noFiles, output != nil { throw ValidationError("--output and --no-files contradict") }
    if noCharts, png { throw ValidationError("--png and --no-charts contradict") }
    if noFiles, png || outcomes {
      throw ValidationError("--no-files and --\(png ? "png" : "outcomes") contradict")
    }
    if output?.isEmpty == true { throw ValidationError("--output is empty") }
  }

  /// The folder to write to, or nil for none. Checked before the run: a refused folder should not
  /// cost one.
  func folder(for file: String) throws -> String? {
    if noFiles { return nil }
    let folder = output ?? "Output/" + Self.baseName(of: file)
    _ = try OutputFolder(folder)
    return folder
  }

  func print(_ report: Report) throws {
    if json {
      try StandardStream.output.write(report.json)
    } else if !quiet {
      try StandardStream.output.write(report.table(on: .standard))
    }
  }

  /// - Parameter watch: Says what takes long; after a signal nothing is changed.
  func write(_ report: Report, to folder: String, _ watch: Watch) throws {
    let pictures = Report.Pictures(areWanted: !noCharts, withPNG: png)
    let phase = noCharts ? "writing files…" : "drawing pictures…"
    let written = try watch.saying(phase) {
      try report.write(to: folder, pictures: pictures, shouldStop: { watch.isInterrupted })
    }
    for note in written.notes { StandardStream.say("ballpark: \(note)") }
    if outcomes, !written.files.contains("outcomes.npy") {
      StandardStream.say("ballpark: no outcomes.npy: the run kept no outcomes of single paths")
    }
    guard !json, !quiet else { return }
    let names = written.files.joined(separator: ", ")
    let lines = "Files in \(folder.printable()): \(names)".wrapped(
      to: Terminal.standard.width, indent: 2)
    try StandardStream.output.write(lines.joined(separator: "\n") + "\n")
  }

  /// `Scenarios/zhipu.yaml` is `zhipu`; what comes from standard input is `stdin`.
  private static func baseName(of file: String) -> String {
    if file == "-" { return "stdin" }
    let name = file.split(separator: "/").last ?? "scenario"
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return String(name) }
    return String(name[..<dot])
  }
}
