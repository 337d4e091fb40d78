import Foundation

/// What a run of a program left: exit code and both streams.
package struct Outcome {
  package let code: Int32
  package let output: String
  package let errors: String
}

/// Runs a program to its end.
///
/// - Parameter environment: Beside that of the tests, or instead of parts of it.
package func run(
  _ program: URL, _ arguments: [String], environment: [String: String] = [:], in folder: URL? = nil
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

/// The first program of some names, on the PATH or in `/usr/bin`, that succeeds with these arguments.
package func installed(_ names: String..., for arguments: [String]) -> URL? {
  let path = (ProcessInfo.processInfo.environment["PATH"] ?? "") + ":/usr/bin"
  let folders = path.split(separator: ":").map { URL(filePath: String($0)) }
  return names.lazy.flatMap { name in folders.map { $0.appending(path: name) } }
    .first { (try? run($0, arguments))?.code == 0 }
}

/// The first Python that has some modules; Debian installs them for its own only.
package func installedPython(with modules: String) -> URL? {
  installed("python3", for: ["-c", "import \(modules)"])
}
