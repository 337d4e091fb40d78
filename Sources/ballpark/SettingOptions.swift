import ArgumentParser
import Scenarios

/// Changes of a file on the command line; the same for every subcommand that reads one.
struct SettingOptions: ParsableArguments {
  @Option(
    name: .customLong("set"),
    help: .init("Change one key of the file; can be repeated.", valueName: "key=value"),
    transform: SettingOptions.setting)
  var settings: [Setting] = []

  private static func setting(_ text: String) throws -> Setting {
    guard let setting = Setting(text) else {
      throw ValidationError("'\(text)' is not key=value, for example zhipu.cash=3B")
    }
    return setting
  }
}
