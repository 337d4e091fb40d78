import Foundation
import TestSupport
import Testing

/// Runs the built program in a folder, which gets an `acme.yaml`.
///
/// - Parameter scenario: What that file holds.
func ballpark(
  _ arguments: String..., environment: [String: String] = [:],
  scenario: String = CommandLineTests.scenario, in folder: URL
) throws -> Outcome {
  try folder.write(scenario, to: "acme.yaml")
  return try run(builtProgram(), arguments, environment: environment, in: folder)
}

func builtProgram() throws -> URL {
  let tests = try #require(Bundle.main.executableURL)
  return tests.deletingLastPathComponent().appending(path: "ballpark")
}
