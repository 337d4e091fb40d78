import ArgumentParser
import Scenarios
import Text

struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Print a JSON Schema of the scenario file, for editors.",
    discussion: """
      An editor with YAML support completes keys and marks unknown ones when the file starts with
        # yaml-language-server: $schema=ballpark.schema.json

      Example:
        ballpark schema > ballpark.schema.json

      The schema is draft-07. It accepts every file that ballpark accepts; `ballpark check` refuses \
      more.
      """)

  func run() throws { try StandardStream.output.write(Schema.text) }
}
