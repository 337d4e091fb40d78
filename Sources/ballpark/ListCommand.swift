import ArgumentParser
import Reports
import Scenarios
import Text

struct ListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List what a scenario file can name: keys, kinds, distributions, series, outcomes.",
    discussion: """
      Examples:
        ballpark list
        ballpark list keys
        ballpark list distributions
        ballpark list keys --markdown > keys.md
      """)

  @Argument(
    help: "One of \(ReferenceTopic.names). (default: what there is to list)",
    completion: .list(ReferenceTopic.allCases.map(\.rawValue)), transform: ListCommand.topic)
  var topic: ReferenceTopic?

  @Flag(help: "Print Markdown tables.")
  var markdown = false

  func run() throws {
    let topics = topic.map { [$0] } ?? ReferenceTopic.allCases
    if markdown {
      let texts = topics.map { topic == nil ? "## \($0.rawValue)\n\n\($0.markdown)" : $0.markdown }
      return try StandardStream.output.write(texts.joined(separator: "\n"))
    }
    let terminal = Terminal.standard
    try StandardStream.output.write(topic?.text(on: terminal) ?? Self.overview(on: terminal))
  }

  private static func overview(on terminal: Terminal) -> String {
    let lines = ReferenceTopic.allCases.flatMap { topic in
      let left =
        "  ballpark list \(topic.rawValue)".padded(to: 32, left: false)
        + "\(topic.count)".padded(to: 3, left: true) + "  "
      let room = terminal.width - left.count
      // What it is stands beside the command, or below it where there is no room.
      if topic.summary.displayWidth <= room { return [left + topic.summary] }
      return [left.trimmedAtEnd] + topic.summary.wrapped(to: terminal.width - 4).map { "    " + $0 }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func topic(_ text: String) throws -> ReferenceTopic {
    if let topic = ReferenceTopic(rawValue: text) { return topic }
    let meant = ReferenceTopic.suggestion(for: text).map { "; did you mean '\($0)'?" } ?? ""
    throw ValidationError(
      "there is no '\(text)' to list; one of \(ReferenceTopic.names) was expected\(meant)")
  }
}

extension ReferenceTopic {
  fileprivate static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }
}
