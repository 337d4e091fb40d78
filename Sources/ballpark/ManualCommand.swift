import ArgumentParser

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// `make install` puts what it makes where `man` looks.
struct ManualCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manual",
    abstract: "Print the manual page, for man.",
    discussion: """
      Example:
        ballpark manual | man -l -
      """)

  func run() throws {
    let help = try JSONDecoder().decode(
      ManualPage.Help.self, from: Data(BallparkCommand._dumpHelp().utf8))
    try StandardStream.output.write(ManualPage(help.command).text)
  }
}
