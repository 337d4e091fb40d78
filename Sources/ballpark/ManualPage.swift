import Simulation

/// The manual page of all commands in roff, as `man` reads it: made from what `--help` says, so that it
/// says the same.
struct ManualPage {
  /// What ArgumentParser tells of a program.
  struct Help: Decodable { let command: Command }

  struct Command: Decodable {
    let commandName: String
    let abstract: String?
    let discussion: String?
    let arguments: [Argument]?
    let subcommands: [Command]?
    let shouldDisplay: Bool?
  }

  struct Argument: Decodable {
    struct Name: Decodable {
      let kind: String
      let name: String
    }
    let kind: String
    let names: [Name]?
    let valueName: String?
    let abstract: String?
    let defaultValue: String?
    let allValues: [String]?
    let isOptional: Bool
    let isRepeating: Bool
    let shouldDisplay: Bool
  }

  let text: String

  init(_ program: Command) {
    let name = program.commandName
    let lines =
      [
        ".TH \(name.uppercased()) 1 \"\" \"\(name) \(Platform.ballparkVersion)\"",
        ".SH NAME", "\(name) \\- \(Self.escaped(Self.sentence(program.abstract)))",
        ".SH SYNOPSIS", ".B \(name)", ".I command", "[options]",
        ".SH DESCRIPTION",
      ] + Self.paragraphs(program.discussion) + [".SH OPTIONS"] + Self.options(of: program)
      + [".SH COMMANDS"]
      + program.shown.flatMap { command in
        [Self.section(command, of: name)]
          + command.shown.map { Self.section($0, of: "\(name) \(command.commandName)") }
      }.joined()
    text = lines.joined(separator: "\n") + "\n"
  }

  private static func section(_ command: Command, of program: String) -> [String] {
    let places = command.arguments?.filter { $0.kind == "positional" && $0.shouldDisplay } ?? []
    let operands = places.map { argument in
      let name = (argument.valueName ?? "") + (argument.isRepeating ? " ..." : "")
      return argument.isOptional ? "[\(name)]" : name
    }
    let call = ["\\fB\(program) \(command.commandName)\\fR", "[options]"] + operands.map(italic)
    let name = "\(program) \(command.commandName)".split(separator: " ").dropFirst()
    return [".SS \(name.joined(separator: " "))", call.joined(separator: " "), ".PP"]
      + [escaped(command.abstract ?? "")] + paragraphs(command.discussion) + options(of: command)
  }

  private static func options(of command: Command) -> [String] {
    // All commands have these two, and need not say so each.
    let isBelow = command.subcommands?.isEmpty ?? true
    let arguments = (command.arguments ?? []).filter {
      $0.shouldDisplay && !(isBelow && $0.isOfAll)
    }
    return arguments.flatMap { argument in
      let value = argument.valueName ?? ""
      let names = argument.names?.map { ($0.kind == "long" ? "--" : "-") + $0.name } ?? []
      let bold = names.map { "\\fB\(escaped($0))\\fR" }.joined(separator: ", ")
      let head =
        switch argument.kind {
        case "positional": italic(value)
        case "flag": bold
        default: "\(bold) \(italic(value))"
        }
      let words = [
        argument.abstract, argument.defaultValue.map { "(default: \($0))" },
        argument.allValues.map { "(values: \($0.joined(separator: ", ")))" },
      ].compactMap(\.self)
      return [".TP", head, escaped(words.joined(separator: " "))]
    }
  }

  /// Lines that are indented are examples, and keep their breaks.
  private static func paragraphs(_ text: String?) -> [String] {
    guard let text, !text.isEmpty else { return [] }
    var lines: [String] = [".PP"]
    var isExample = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let starts = line.hasPrefix("  ")
      if starts != isExample, !line.isEmpty || isExample {
        lines += starts ? [".RS 4", ".nf"] : [".fi", ".RE"]
        isExample = starts
      }
      lines.append(line.isEmpty ? ".PP" : escaped(String(starts ? line.dropFirst(2) : line)))
    }
    return lines + (isExample ? [".fi", ".RE"] : [])
  }

  /// As it stands behind the name of a program.
  private static func sentence(_ text: String?) -> String {
    let text = text ?? ""
    return text.prefix(1).lowercased() + text.dropFirst().prefix { $0 != "." }
  }

  private static func italic(_ text: String) -> String { "\\fI\(escaped(text))\\fR" }

  /// A text that roff prints as it is: a hyphen of an option is one that can be copied, and what is not
  /// ASCII has a number.
  private static func escaped(_ text: String) -> String {
    var line = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": line += "\\e"
      case "-": line += "\\-"
      case "\n": line += " "
      case _ where scalar.isASCII: line.unicodeScalars.append(scalar)
      default:
        let digits = String(scalar.value, radix: 16, uppercase: true)
        line += "\\[u\(String(repeating: "0", count: max(0, 4 - digits.count)))\(digits)]"
      }
    }
    return line.hasPrefix(".") || line.hasPrefix("'") ? "\\&" + line : line
  }
}

extension ManualPage.Command {
  private var isHelp: Bool { commandName == "help" }
  /// Those below it.
  fileprivate var shown: [ManualPage.Command] {
    subcommands?.filter { $0.shouldDisplay != false && !$0.isHelp } ?? []
  }
}

extension ManualPage.Argument {
  /// Whether every command has it.
  fileprivate var isOfAll: Bool {
    names?.contains { ["help", "version"].contains($0.name) } ?? false
  }
}
