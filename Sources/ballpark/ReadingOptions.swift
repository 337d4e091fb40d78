import ArgumentParser
import Scenarios

/// How a file is read; the same for every subcommand that reads one.
struct ReadingOptions: ParsableArguments {
  @Option(
    name: .customLong("set"),
    help: .init("Change one key of the file; can be repeated.", valueName: "key=value"),
    transform: ReadingOptions.setting)
  var settings: [Setting] = []

  @Flag(help: "Take warnings about the file for errors.")
  var strict = false

  private static func setting(_ text: String) throws -> Setting {
    guard let setting = Setting(text) else {
      let meant = Setting.suggestion(for: text).map { "; did you mean '\($0)'?" } ?? ""
      throw ValidationError(
        "'\(text)' is not key=value, for example zhipu.cash=3B\(meant)" + Lookalike.remark(on: text)
      )
    }
    return setting
  }
}
