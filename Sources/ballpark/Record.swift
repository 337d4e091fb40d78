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
  init(_ scenario: Scenario, file: String, workers: Int, watch: Watch) {
    self.init(
      scenarioHash: Self.hash(of: file),
      versions: Versions(
        ballpark: BallparkVersion.text, gsl: Platform.gslVersion, libc: Self.libcVersion),
      instructionSet: Platform.instructionSet,
      started: Date(timeIntervalSinceNow: -watch.seconds).ISO8601Format(),
      seconds: watch.seconds, workers: workers, warnings: scenario.warnings.map { "\($0)" })
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

  /// FNV-1a 64 of the file's bytes: tells files apart, and protects against nothing.
  private static func hash(of file: String) -> String {
    // A pipe has been read by now and cannot be read again.
    var status = stat()
    guard stat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      let bytes = FileManager.default.contents(atPath: file)
    else { return "unknown" }
    let hash = bytes.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1)) &* 0x100_0000_01b3
    }
    let digits = String(hash, radix: 16)
    return "fnv1a64:" + String(repeating: "0", count: 16 - digits.count) + digits
  }
}
