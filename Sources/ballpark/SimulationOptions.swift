import ArgumentParser
import Reports
import Scenarios

/// What is simulated of a file; the same for every subcommand that simulates one.
struct SimulationOptions: ParsableArguments {
  @Option(
    help: "Number of paths, instead of the file's: 100_000.",
    transform: { try SimulationOptions.number($0, in: 1...Int.max) })
  var paths: Int?

  @Option(help: "Seed, instead of the file's. The same seed gives the same bytes.")
  var seed: UInt64?

  @Option(
    name: .customLong("workers"),
    help: "Number of threads, 1 to 1024; no result depends on it. (default: all processors)",
    transform: { try SimulationOptions.number($0, in: 1...1024) })
  var statedWorkers: Int?

  @OptionGroup var reading: ReadingOptions

  var workers: Int { statedWorkers ?? RunRecord.processors }

  /// All that changes the file. `--paths` and `--seed` are short for `--set`, so that the reader checks
  /// them as it checks the file, and the manifest tells what was run.
  var settings: [Setting] {
    reading.settings
      + [
        paths.flatMap { Setting("paths=\($0)", as: "--paths") },
        seed.flatMap { Setting("seed=\($0)", as: "--seed") },
      ].compactMap(\.self)
  }

  static func number(_ text: String, in range: ClosedRange<Int>) throws -> Int {
    let plain = text.filter { $0 != "_" }
    // 1e6 is a whole number, too; 0x10 is a slip.
    let isDecimal = plain.allSatisfy { $0.isNumber || "+-.eE".contains($0) }
    let number = isDecimal ? Int(plain) ?? Double(plain).flatMap(Int.init(exactly:)) : nil
    guard let number, range.contains(number) else {
      let end = range.upperBound == .max ? "on" : "to \(range.upperBound)"
      throw ValidationError("'\(text)' is not a whole number from \(range.lowerBound) \(end)")
    }
    return number
  }
}
