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
      command: Self.command(CommandLine.arguments))
  }

  /// The words of a command line, quoted where a shell would read them otherwise. The program goes by
  /// its name: where it lies differs between machines.
  private static func command(_ arguments: [String]) -> String {
    let plain = Set("-_=+.,:/%@")
    let words = arguments.dropFirst().map { word in
      let isPlain = word.allSatisfy {
        $0.isASCII && ($0.isLetter || $0.isNumber) || plain.contains($0)
      }
      return isPlain && !word.isEmpty ? word : "'" + word.replacing("'", with: #"'\''"#) + "'"
    }
    return (["ballpark"] + words).joined(separator: " ")
  }

  /// Processors that this process may use.
  static var processors: Int { min(1024, max(1, ProcessInfo.processInfo.activeProcessorCount)) }
}
