import ArgumentParser
import Reports
import Text

struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Make a workbook for Excel and LibreOffice of what a run has left.",
    discussion: """
      Examples:
        ballpark export Output/zhipu --xlsx
        ballpark export Output/zhipu-tornado --xlsx

      Nothing is simulated: the numbers are those of the folder's own files, and the workbook is the same \
      that the command itself leaves with --xlsx. It goes into the folder as report.xlsx.
      """)

  @Argument(
    help: "The folder that run, sweep, compare, solve or tornado has left.",
    completion: .directory)
  var folder: String

  @Flag(help: "Write a workbook, report.xlsx.")
  var xlsx = false

  func validate() throws {
    guard xlsx else {
      throw ValidationError("nothing to export: --xlsx was expected, which writes a workbook")
    }
  }

  func run() throws {
    let export = try WorkbookExport(of: folder)
    let watch = Watch(showingProgress: false)
    try watch.interruptible {
      let path = try export.write(shouldStop: { watch.isInterrupted })
      try StandardStream.output.write("File: \(path.printable())\n")
    }
  }
}
