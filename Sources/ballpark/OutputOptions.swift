import ArgumentParser
import Reports
import Text

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Where results go; the same for every subcommand that has any.
struct OutputOptions: ParsableArguments {
  @Option(
    help: .init(
      """
      The folder for the files, new, empty or with nothing in it but an earlier run of the same \
      command, which is replaced. (default: Output/<name of the file>, with the command's name \
      behind it unless that is run)
      """, valueName: "dir"), completion: .directory)
  var output: String?

  @Flag(help: "Write no files.")
  var noFiles = false

  @Flag(help: "Draw no pictures, and write no page.")
  var noCharts = false

  @Flag(help: "Draw each picture as PNG, too.")
  var png = false

  @Flag(help: "Write a workbook for Excel and LibreOffice, report.xlsx, too.")
  var xlsx = false

  @Flag(help: "Print the JSON file instead of the table.")
  var json = false

  @Flag(help: "Print neither table nor progress.")
  var quiet = false

  func validate() throws {
    if noFiles, output != nil { throw ValidationError("--output and --no-files contradict") }
    if noCharts, png { throw ValidationError("--png and --no-charts contradict") }
    if noFiles, png { throw ValidationError("--no-files and --png contradict") }
    if noFiles, xlsx { throw ValidationError("--no-files and --xlsx contradict") }
    if output?.isEmpty == true { throw ValidationError("--output is empty") }
    if let output { try Self.refuseFile(output) }
  }

  /// The folder to write to, or nil for none. Asked for before the run: a refused folder should not
  /// cost one.
  ///
  /// - Parameter suffix: What a what-if's own folder is called behind the name of the file.
  func folder(for file: String, _ program: Program, suffix: String? = nil) throws -> OutputFolder? {
    if noFiles { return nil }
    let name = Self.baseName(of: file) + (suffix.map { "-" + $0 } ?? "")
    return try OutputFolder(output ?? "Output/" + name, for: program)
  }

  /// Prints an answer and writes its files. A full disk behind standard output costs no result.
  ///
  /// - Parameters:
  ///   - namingAllFiles: Whether all files are named, and not only the one that a reader opens first.
  ///   - watch: Says what takes long; after a signal nothing is changed.
  /// - Returns: What has been written; nil for nothing.
  @discardableResult
  func deliver(
    _ answer: some Publication, to folder: OutputFolder?, namingAllFiles: Bool = true,
    _ watch: Watch
  ) throws -> Written? {
    do { try print(answer) } catch { watch.afterwards = error }
    guard let folder else { return nil }
    let written = try write(answer, to: folder, watch)
    // What is not where it should be is told by a note, and by how the process ends.
    if written.isElsewhere { watch.afterwards = ExitCode(Failure.cannotWrite.rawValue) }
    if watch.afterwards == nil || written.isElsewhere {
      try tell(written, namingAll: namingAllFiles)
    }
    return written
  }

  var workbooks: Workbooks { Workbooks(areWanted: xlsx) }

  private func print(_ answer: some Publication) throws {
    if json {
      try StandardStream.output.write(answer.json)
    } else if !quiet {
      try StandardStream.output.write(answer.text(on: .standard))
    }
  }

  private func write(_ answer: some Publication, to folder: OutputFolder, _ watch: Watch) throws
    -> Written
  {
    let pictures = Pictures(areWanted: !noCharts, withPNG: png)
    let phase = noCharts ? "writing files…" : "drawing pictures…"
    let written = try watch.saying(phase) {
      try answer.write(
        to: folder, pictures: pictures, workbooks: workbooks,
        shouldStop: { watch.isInterrupted })
    }
    for note in written.notes { StandardStream.say("ballpark: \(note)") }
    return written
  }

  private func tell(_ written: Written, namingAll: Bool) throws {
    guard !json, !quiet else { return }
    // What was asked for by name is named.
    let first = written.files.enumerated().filter { $0.offset == 0 || $0.element == Workbooks.file }
      .map(\.element)
    let others = written.files.count - first.count
    let names =
      namingAll || others < 2
      ? written.files.joined(separator: ", ")
      : "\(first.joined(separator: ", ")) and \(others) more"
    let lines = "Files in \(written.folder.printable()): \(names)".wrapped(
      to: Terminal.standard.width, indent: 2)
    do {
      try StandardStream.output.write(lines.joined(separator: "\n") + "\n")
    } catch let interruption as Interruption {
      throw Interruption(signal: interruption.signal, left: "the files are in \(written.folder)")
    }
  }

  /// Who writes `report.xlsx` means a file, and would get a folder of that name.
  private static func refuseFile(_ path: String) throws {
    let name = String(path.split(separator: "/").last ?? "")
    guard !path.hasSuffix("/"), let dot = name.lastIndex(of: "."), dot != name.startIndex,
      fileExtensions.contains(name[name.index(after: dot)...].lowercased()),
      access(path, F_OK) != 0
    else { return }
    let folder = path.dropLast(name[dot...].count)
    let workbook = name[dot...].lowercased().hasPrefix(".xls") ? "; --xlsx writes a workbook" : ""
    throw ValidationError(
      "--output names the folder for the files, and '\(path)' looks like a file; '--output \(folder)' was "
        + "expected, or '--output \(path)/' for a folder of that name\(workbook)")
  }

  /// Of files that somebody may expect.
  private static let fileExtensions: Set<String> = [
    "csv", "doc", "docx", "gif", "htm", "html", "jpeg", "jpg", "json", "log", "md", "npy", "npz",
    "ods",
    "parquet", "pdf", "png", "ppt", "pptx", "svg", "tsv", "txt", "xls", "xlsm", "xlsx", "xml",
    "yaml",
    "yml", "zip",
  ]

  /// `Scenarios/zhipu.yaml` is `zhipu`; what comes from standard input is `stdin`.
  static func baseName(of file: String) -> String {
    if file == "-" { return "stdin" }
    let name = file.split(separator: "/").last ?? "scenario"
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return String(name) }
    return String(name[..<dot])
  }
}
