import Reports
import Scenarios
import Simulation

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension RunRecord {
  /// The record of a run that has just ended.
  init(_ scenario: Scenario, _ warnings: [String], workers: Int, watch: Watch) {
    self.init(
      scenarioHash: scenario.hash,
      versions: Versions(
        ballpark: Platform.ballparkVersion, gsl: Platform.gslVersion, libc: Platform.libcVersion),
      instructionSet: Platform.instructionSet,
      started: Date(timeIntervalSinceNow: -watch.seconds).ISO8601Format(),
      seconds: watch.seconds, workers: workers, warnings: warnings,
      command: Self.command(ShardedCommand.words ?? Array(CommandLine.arguments.dropFirst())))
  }

  /// A command line that gives the same numbers: without where they go, how they are printed and on how many
  /// threads they are found. The program goes by its name, since where it lies differs between machines.
  private static func command(_ words: [String]) -> String {
    var kept: [String] = []
    var rest = words[...]
    while let word = rest.popFirst() {
      if delivery.contains(word) { continue }
      if placement.contains(word) {
        _ = rest.popFirst()
      } else if !placement.contains(where: { word.hasPrefix($0 + "=") }) {
        kept.append(word)
      }
    }
    return (["ballpark"] + kept.map(\.shellWord)).joined(separator: " ")
  }

  private static let delivery: Set = [
    "--no-files", "--no-charts", "--png", "--xlsx", "--json", "--quiet", "--full",
  ]
  /// Those that a value follows.
  private static let placement = ["--output", "--workers"]

  /// Processors that this process may use.
  static var processors: Int { min(1024, max(1, ProcessInfo.processInfo.activeProcessorCount)) }
}

extension String {
  /// Quoted where a shell would read it otherwise.
  var shellWord: String {
    let plain = Set("-_=+.,:/%@")
    let isPlain = allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) || plain.contains($0) }
    return isPlain && !isEmpty ? self : "'" + replacing("'", with: #"'\''"#) + "'"
  }
}
