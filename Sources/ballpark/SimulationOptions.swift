import ArgumentParser
import Reports
import Scenarios
import Simulation

/// What is simulated of a file; the same for every subcommand that simulates one.
struct SimulationOptions: ParsableArguments {
  // Unconditional: -5 is a number that is told to be too small, and no option.
  @Option(
    parsing: .unconditional, help: "Number of paths, instead of the file's: 100_000 or 100k.",
    transform: { try SimulationOptions.number($0, in: 1...Run.mostPaths) })
  var paths: Int?

  @Option(
    parsing: .unconditional,
    help: "Seed, instead of the file's. The same seed gives the same bytes.",
    transform: { try SimulationOptions.number($0, in: 0...UInt64.max) })
  var seed: UInt64?

  @Option(
    name: .customLong("workers"), parsing: .unconditional,
    help: "Number of threads, 1 to 1024; no result depends on it. (default: all processors)",
    transform: { try SimulationOptions.number($0, in: 1...1024) })
  var statedWorkers: Int?

  @OptionGroup var reading: ReadingOptions

  var workers: Int { statedWorkers ?? RunRecord.processors }

  /// What simulates: threads here, or shards where the command is one of theirs.
  var engine: Engine { ShardedCommand.engine ?? Engine(workers: workers) }

  /// All that changes the file. `--paths` and `--seed` are short for `--set`, so that the reader checks
  /// them as it checks the file, and the manifest tells what was run.
  var settings: [Setting] { settings(after: reading.settings) }

  /// The same with others in place of `--set`.
  func settings(after stated: [Setting]) -> [Setting] {
    stated
      + [
        paths.flatMap { Setting("paths=\($0)", as: "--paths") },
        seed.flatMap { Setting("seed=\($0)", as: "--seed") },
      ].compactMap(\.self)
  }

  /// A whole number as a file may write it, `1_000`, `100k` or `1e6`; or with commas, `100,000`.
  ///
  /// - Throws: `ValidationError`, which names the bound that is broken.
  static func number<Number: FixedWidthInteger>(
    _ text: String, in range: ClosedRange<Number>
  ) throws -> Number {
    let written = WholeNumber(WholeNumber.ungrouped(text))
    if let number: Number = written?.value(), range.contains(number) { return number }
    var problem = "is not a whole number"
    if let size = written?.size, size == size.rounded() {
      if size < Double(range.lowerBound) { problem = "is below \(range.lowerBound)" }
      if size >= Double(range.upperBound) { problem = "is above \(range.upperBound)" }
    }
    throw ValidationError(
      "'\(text)' \(problem); a whole number from \(range.lowerBound) to \(range.upperBound) was "
        + "expected"
        + WholeNumber.remark(on: text, in: Double(range.lowerBound)...Double(range.upperBound)))
  }
}
