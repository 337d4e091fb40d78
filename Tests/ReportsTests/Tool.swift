import Foundation

/// Other programs that tests call.
enum Tool {
  /// The first program of a name on the PATH, or in `/usr/bin`, that succeeds with these arguments.
  static func find(_ name: String, for arguments: [String]) -> URL? {
    let path = (ProcessInfo.processInfo.environment["PATH"] ?? "") + ":/usr/bin"
    return path.split(separator: ":").map { URL(filePath: String($0)).appending(path: name) }
      .first { (try? run($0, arguments))?.code == 0 }
  }

  static func run(_ program: URL, _ arguments: [String], in folder: URL? = nil) throws
    -> (code: Int32, output: String, errors: String)
  {
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.currentDirectoryURL = folder
    let (output, errors) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    let written = output.fileHandleForReading.readDataToEndOfFile()
    let said = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (
      process.terminationStatus, String(decoding: written, as: UTF8.self),
      String(decoding: said, as: UTF8.self)
    )
  }
}

/// A folder that is gone afterwards.
func inFolder(_ body: (URL) throws -> Void) throws {
  let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
  defer { try? FileManager.default.removeItem(at: folder) }
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  try body(folder)
}

extension URL {
  /// Names of what is in the folder.
  var names: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: path()).sorted() }
  }

  func text(_ name: String) throws -> String {
    try String(contentsOf: appending(path: name), encoding: .utf8)
  }
}
