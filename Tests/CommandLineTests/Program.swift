import Foundation
import Testing

/// What a run of the program left: exit code and both streams.
struct Outcome {
  let code: Int32
  let output: String
  let errors: String
}

/// Runs the built program in a folder, which gets an `acme.yaml`.
///
/// - Parameter scenario: What that file holds.
func ballpark(
  _ arguments: String..., environment: [String: String] = [:],
  scenario: String = CommandLineTests.scenario, in folder: URL
) throws -> Outcome {
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  try Data(scenario.utf8).write(to: folder.appending(path: "acme.yaml"))
  return try run(builtProgram(), arguments, environment: environment, in: folder)
}

func builtProgram() throws -> URL {
  let tests = try #require(Bundle.main.executableURL)
  return tests.deletingLastPathComponent().appending(path: "ballpark")
}

func run(
  _ program: URL, _ arguments: [String], environment: [String: String] = [:], in folder: URL
) throws -> Outcome {
  let process = Process()
  process.executableURL = program
  process.arguments = arguments
  process.currentDirectoryURL = folder
  process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
  let (output, errors) = (Pipe(), Pipe())
  process.standardOutput = output
  process.standardError = errors
  try process.run()
  let written = output.fileHandleForReading.readDataToEndOfFile()
  let said = errors.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  return Outcome(
    code: process.terminationStatus, output: String(decoding: written, as: UTF8.self),
    errors: String(decoding: said, as: UTF8.self))
}

/// The first Python that has some modules; Debian installs them for its own only.
func installedPython(with modules: String) -> URL {
  let all = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    .map { URL(filePath: String($0)).appending(path: "python3") }
  let found = all.first {
    (try? run($0, ["-c", "import \(modules)"], in: repository))?.code == 0
  }
  return found ?? URL(filePath: "/usr/bin/python3")
}

/// A folder that is gone afterwards.
func inFolder(_ body: (URL) throws -> Void) throws {
  let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
  defer { try? FileManager.default.removeItem(at: folder) }
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  try body(folder)
}

let repository = URL(filePath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
