import Foundation
import FoundationXML
import TestSupport
import Testing

@testable import Reports

/// Protects the pictures and what becomes of a run without them.
@Suite struct PictureTests {
  static let gnuplot = installed("gnuplot", for: ["--version"])

  /// What gnuplot, a shell, XML or HTML might read as something else than text.
  static let evil = """
    `touch pwned` $(touch pwned) it's "q" </title></style></svg><script>alert(1)</script>\
    <img src="http://127.0.0.1:9/x" onerror=alert(1)> &amp; %s %d \\n @x {/Bold x} ^2 _3 \u{202E}\u{7}
    second line
    """

  @Test(.enabled(if: PictureTests.gnuplot != nil, "NO PICTURES ARE DRAWN: GNUPLOT IS NOT THERE"))
  func picturesOfEverything() throws {
    try inFolder { folder in
      let out = folder.appending(path: "out")
      let written = try Market().report().write(to: out.path(), pictures: .init(withPNG: true))
      #expect(written.notes.isEmpty)
      #expect(
        written.files == [
          "report.html", "charts/", "summary.json", "bands.csv", "paths.csv", "outcomes.npy",
          "manifest.json",
        ])
      let charts = out.appending(path: "charts")
      let pictures = [
        "arr", "drawdown", "maxDrawdown", "multiple", "sharePrice", "sharePrice-at-end",
        "sharePrice-attribution", "sharePrice-group-1",
      ].map { "acme." + $0 }
      let names = pictures.flatMap { name in [".dat", ".png", ".svg"].map { name + $0 } }
      #expect(try charts.names == (names + ["charts.gp"]).sorted())
      // A user's own gnuplot draws the same.
      let before = try charts.text("acme.sharePrice.svg")
      try FileManager.default.removeItem(at: charts.appending(path: "acme.sharePrice.svg"))
      let gnuplot = try #require(Self.gnuplot)
      #expect(try run(gnuplot, ["charts.gp"], in: charts).errors == "")
      #expect(try charts.text("acme.sharePrice.svg") == before)
    }
  }

  /// Words of a file are shown and never obeyed.
  @Test(.enabled(if: PictureTests.gnuplot != nil, "NO PICTURES ARE DRAWN: GNUPLOT IS NOT THERE"))
  func textIsText() throws {
    try inFolder { folder in
      let out = folder.appending(path: "out")
      let market = Market(title: Self.evil, company: "a'`b`", words: Self.evil)
      let written = try market.report().write(to: out.path())
      #expect(written.notes.isEmpty, "\(written.notes)")
      let all = FileManager.default.subpaths(atPath: folder.path()) ?? []
      #expect(!all.contains { $0.contains("pwned") } && all.count { $0.hasSuffix(".svg") } == 8)
      #expect(!FileManager.default.fileExists(atPath: "pwned"))
      let file = out.appending(path: "charts/a--b-.sharePrice-group-1.svg")
      let texts = SVGTexts(try Data(contentsOf: file))
      #expect(texts.isValid)
      #expect(texts.texts.contains { $0.contains("`touch pwned` $(touch pwned) it's \"q\" </") })
      #expect(texts.texts.contains { $0.hasPrefix("Share price of a'`b`: `touch") })
    }
  }

  private func fake(_ script: String, timeLimit: Double = 20, in folder: URL) throws
    -> Report.Pictures
  {
    let program = folder.appending(path: "gnuplot")
    try Data("#!/bin/sh\n\(script)\n".utf8).write(to: program)
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: program.path())
    return Report.Pictures(searchPath: folder.path(), timeLimit: timeLimit)
  }

  /// Without pictures, all the rest is there, and a note says why.
  @Test(arguments: [
    ("echo 'line 3: oops' >&2; echo half > acme.arr.svg; exit 3", "status 3\nline 3: oops"),
    ("sleep 60 & sleep 60", "took longer than 0.4 s"),
    ("echo '<svg>' > acme.arr.svg", "gnuplot left pictures incomplete"),
    ("kill -9 $$", "status 137"),
  ])
  func gnuplotThatFails(_ script: String, _ note: String) throws {
    try inFolder { folder in
      let out = folder.appending(path: "out")
      let isSlow = script.contains("sleep")
      let pictures = try fake(script, timeLimit: isSlow ? 0.4 : 20, in: folder)
      let written = try Market().report().write(to: out.path(), pictures: pictures)
      #expect(written.notes.count == 1 && written.notes[0].contains(note), "\(written.notes)")
      #expect(try out.names.contains("report.html") && out.names.contains("summary.json"))
      #expect(try !out.appending(path: "charts").names.contains { $0.hasSuffix(".svg") })
      #expect(try out.text("report.html").hasSuffix("</html>\n"))
      #expect(try !out.text("report.html").contains("<svg"))
    }
  }

  @Test func noGnuplot() throws {
    try inFolder { folder in
      let out = folder.appending(path: "out")
      let pictures = Report.Pictures(searchPath: "/nowhere:", timeLimit: 1)
      let written = try Market().report().write(to: out.path(), pictures: pictures)
      #expect(written.notes.count == 1 && written.notes[0].contains("apt-get install gnuplot-nox"))
      #expect(try out.appending(path: "charts").names.contains("charts.gp"))
      #expect(written.files.contains("report.html"))
    }
  }

  @Test func noCharts() throws {
    try inFolder { folder in
      let out = folder.appending(path: "out")
      let written = try Market().report().write(to: out.path(), pictures: .no)
      #expect(try out.names == written.files.sorted() && !out.names.contains("report.html"))
    }
  }

  /// Ctrl-C while gnuplot draws: it ends, and nothing is written.
  @Test func interrupted() throws {
    try inFolder { folder in
      let script = "touch started; sleep 60; touch finished".replacing(
        "touch ", with: "touch \(folder.path())/")
      let pictures = try fake(script, in: folder)
      let started = folder.appending(path: "started").path()
      #expect(throws: CancellationError.self) {
        try Market().report().write(to: folder.appending(path: "out").path(), pictures: pictures) {
          FileManager.default.fileExists(atPath: started)
        }
      }
      // Nobody waited for it to finish.
      #expect(try folder.names == ["gnuplot", "started"])
    }
  }

  /// Pictures that are whole stay when others are not, and the note names those that are missing.
  @Test func keepsWholePictures() throws {
    try inFolder { folder in
      let out = folder.appending(path: "out")
      let pictures = try fake(
        "echo '<svg></svg>' > acme.arr.svg; sleep 60", timeLimit: 1, in: folder)
      let written = try Market().report().write(to: out.path(), pictures: pictures)
      let note = try #require(written.notes.first)
      #expect(note.hasPrefix("gnuplot took longer than 1 s; missing in charts/: "))
      #expect(note.contains("acme.sharePrice.svg") && !note.contains("acme.arr.svg"))
      let svg = try out.appending(path: "charts").names.filter { $0.hasSuffix(".svg") }
      #expect(svg == ["acme.arr.svg"])
    }
  }

  /// More pictures have more time.
  @Test func timeLimit() {
    #expect(Report.Pictures().timeLimit(for: 7) == 27)
    #expect(Report.Pictures().timeLimit(for: 140) == 160)
  }

  /// Neither a relative entry of PATH nor a folder of that name is gnuplot.
  @Test func whatIsNoGnuplot() throws {
    try inFolder { folder in
      try FileManager.default.createDirectory(
        at: folder.appending(path: "gnuplot"), withIntermediateDirectories: false)
      let pictures = Report.Pictures(searchPath: folder.path() + ":.:bin", timeLimit: 1)
      let written = try Market().report().write(
        to: folder.appending(path: "out").path(), pictures: pictures)
      #expect(written.notes.first?.contains("there is no gnuplot") == true)
    }
  }

  /// A child whose end somebody else has seen has ended.
  @Test func childWithoutAStatus() throws {
    let child = try #require(ChildProcess(["/bin/sh", "-c", "exit 3"]))
    var status: Int32 = 0
    #expect(waitpid(child.id, &status, 0) == child.id)
    guard case .ended(0) = child.wait(timeLimit: 20, shouldStop: { false }) else {
      Issue.record("it is still waited for")
      return
    }
  }
}

/// The texts of a picture, read by an XML parser.
final class SVGTexts: NSObject, XMLParserDelegate {
  private(set) var texts: [String] = []
  private(set) var isValid = false
  private var isInText = false

  init(_ data: Data) {
    super.init()
    let parser = XMLParser(data: data)
    parser.delegate = self
    isValid = parser.parse()
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    isInText = name == "text"
    if isInText { texts.append("") }
  }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) { isInText = false }

  func parser(_ parser: XMLParser, foundCharacters string: String) {
    if isInText { texts[texts.count - 1] += string }
  }
}
