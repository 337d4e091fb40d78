import Foundation
import Testing

/// Pages where they are read: `browse.py` opens them in Chromium, on a small and on a large screen and on
/// paper, and names what is wrong.
///
/// Needs Chromium, gnuplot and Python with websocket (Debian: chromium, gnuplot-nox,
/// python3-websocket; `make test` installs them). BALLPARK_SKIP_BROWSER=1 leaves it out, and says so.
package enum Browser {
  package static let isWanted =
    ProcessInfo.processInfo.environment["BALLPARK_SKIP_BROWSER"] != "1"

  private static let python = installedPython(with: "websocket")
  private static let chromium = installed(
    "chromium", "google-chrome", "google-chrome-stable", "chromium-browser", for: ["--version"])

  /// What the script says of some pages.
  package static func faults(_ pages: [String], in folder: URL) throws -> [String] {
    try said(of: pages, in: folder)
  }

  /// How many sheets of A4 a page has before its assumptions.
  package static func sheets(_ page: String, in folder: URL) throws -> Int? {
    try said(of: ["--sheets", page], in: folder).first.flatMap { Int($0) }
  }

  private static func said(of arguments: [String], in folder: URL) throws -> [String] {
    let python = try #require(
      Self.python, "python3 with websocket: apt-get install python3-websocket")
    let chromium = try #require(Self.chromium, "no chromium or google-chrome that starts")
    let script = repository.appending(path: "Tests/TestSupport/browse.py").path()
    let result = try run(python, [script, chromium.path()] + arguments, in: folder)
    #expect(result.code == 0, "\(result.errors)")
    return result.output.split(separator: "\n").map(String.init)
  }
}
