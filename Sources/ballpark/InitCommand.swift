import ArgumentParser
import Reports
import Scenarios
import Simulation
import Text

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Write a commented scenario file that runs, to put your own numbers into.",
    discussion: """
      Examples:
        ballpark init
        ballpark init --company northwind
        ballpark init --all --output template.yaml
        ballpark init --output - | less
      """)

  @Option(
    parsing: .unconditional,
    help: .init("The company's name in the file: \(CompanyName.allowed).", valueName: "name"),
    transform: InitCommand.companyName)
  var company = "acme"

  @Option(
    help: .init("The file; - for standard output. (default: <name>.yaml)", valueName: "file"),
    completion: .file(extensions: ["yaml", "yml"]))
  var output: String?

  @Flag(help: "Write every key there is, each with its help and an example.")
  var all = false

  @Flag(help: "Replace a file that is there already.")
  var force = false

  func validate() throws {
    if output?.isEmpty == true { throw ValidationError("--output is empty") }
  }

  func run() throws {
    let file = output ?? company + ".yaml"
    let start = Self.today
    let text =
      all
      ? FullTemplate.text(company: company, start: start)
      : StarterTemplate.text(
        company: company, start: start, file: file == "-" ? company + ".yaml" : file.printable())
    // Some words mean something else in YAML: `null`, `-`.
    guard (try? Scenario(text: text)) != nil else {
      throw ValidationError("'\(company)' cannot be a company's name in YAML")
    }
    guard file != "-" else { return try StandardStream.output.write(text) }
    try writeFile(text, to: file, isReplacing: force)
    try StandardStream.output.write(
      "\(file.printable()) is written. Next: ballpark check \(file.printable())\n")
  }

  /// In local time: what the author's calendar says.
  private static var today: CalendarDate {
    var seconds = time(nil)
    var parts = tm()
    localtime_r(&seconds, &parts)
    let date = CalendarDate(
      year: Int(parts.tm_year) + 1900, month: Int(parts.tm_mon) + 1, day: Int(parts.tm_mday))
    return date ?? CalendarDate(day: seconds / 86_400)
  }

  private static func companyName(_ text: String) throws -> String {
    guard CompanyName.isValid(text) else {
      throw ValidationError(
        "'\(text)' cannot be a company's name; \(CompanyName.allowed) were expected"
          + Lookalike.remark(on: text))
    }
    guard !CompanyName.isReserved(text) else {
      throw ValidationError("'\(text)' cannot be a company's name: it is a key of the top level")
    }
    return text
  }
}
