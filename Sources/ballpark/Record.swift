import Reports
import Scenarios
import Simulation

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
#if canImport(Glibc)
  import Glibc
#endif

extension RunRecord {
  /// The record of a run that has just ended.
  init(_ scenario: Scenario, _ warnings: [String], workers: Int, watch: Watch) {
    self.init(
      scenarioHash: scenario.hash,
      versions: Versions(
        ballpark: BallparkVersion.text, gsl: Platform.gslVersion, libc: Self.libcVersion),
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

  /// `glibc 2.39`.
  private static var libcVersion: String {
    #if canImport(Glibc)
      var bytes = [CChar](repeating: 0, count: 64)
      let length = confstr(Int32(_CS_GNU_LIBC_VERSION), &bytes, bytes.count)
      let text = bytes.prefix(min(length, bytes.count)).prefix { $0 != 0 }
      return String(decoding: text.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    #else
      return "unknown"
    #endif
  }
}
