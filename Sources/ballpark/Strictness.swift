import ArgumentParser
import Scenarios

/// What warnings of a file do; the same for every subcommand that reads one.
struct Strictness: ParsableArguments {
  @Flag(help: "Take warnings for errors: say them and end with 65.")
  var strict = false

  /// Says the warnings on standard error.
  ///
  /// - Throws: `WarningsRefused` under `--strict`.
  func say(_ warnings: [Diagnostic], doubts: [String] = []) throws {
    StandardStream.warn(warnings)
    StandardStream.warn(doubts)
    let count = warnings.count + doubts.count
    if strict, count > 0 { throw WarningsRefused(count: count) }
  }
}

/// Warnings that have been said and end the command.
struct WarningsRefused: Error, CustomStringConvertible {
  let count: Int

  var description: String { "--strict: \(count) warning\(count == 1 ? "" : "s"), nothing done" }
}
