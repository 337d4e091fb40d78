import Foundation
import TestSupport
import Testing

/// Protects the page where it is read: in a browser, on a small and on a large screen and on paper.
@Suite struct BrowserTests {
  private static let markup = """
    '`touch pwned` $(touch pwned) "q" </title></style></svg><script>alert(1)</script>\
    <img src="http://127.0.0.1:9/x" onerror=alert(1)> <b>bold</b> &amp; %s {/Bold x} \
    averyveryveryveryveryveryveryveryverylongwordthathasnospaceatwhichtobreakitatallanywhere'
    """

  @Test(.enabled(if: Browser.isWanted, "THE PAGE IS NOT OPENED: BALLPARK_SKIP_BROWSER=1"))
  func pageInABrowser() throws {
    try inFolder { folder in
      #expect(try ballpark("run", "acme.yaml", "--paths", "600", in: folder).code == 0)
      let words = CommandLineTests.scenario
        .replacingOccurrences(of: "title: Acme", with: "title: \(Self.markup)")
        .replacingOccurrences(
          of: "arr: 120M",
          with: "arr: {value: 120M, source: \(Self.markup), note: \(Self.markup)}")
      let run = try ballpark(
        "run", "acme.yaml", "--paths", "600", "--output", "markup", scenario: words, in: folder)
      #expect(run.code == 0, "\(run.errors)")
      let label = "<b>bold</b> & averyveryveryveryveryveryveryveryveryverylonglabel"
      let compared = try ballpark(
        "compare", "acme.yaml", "--paths", "600", "--set", "bear: acme.growth.initial=10%", "--set",
        "\(label): acme.growth.initial=200%", "--output", "compared", in: folder)
      #expect(compared.code == 0, "\(compared.errors)")
      let pages = ["Output/acme/report.html", "markup/report.html", "compared/report.html"]
      let found = try Browser.faults(pages, in: folder)
      #expect(found == pages.map { $0 + " ok" }, "\(found.joined(separator: "\n"))")
      for page in pages {
        let text = try folder.text(page)
        #expect(text.contains("<svg"), "apt-get install gnuplot-nox")
      }
      let all = FileManager.default.subpaths(atPath: folder.path()) ?? []
      #expect(!all.contains { $0.contains("pwned") })
    }
  }

  /// Tables of all shapes: without pictures, which take most of the time.
  @Test(.enabled(if: Browser.isWanted, "THE PAGE IS NOT OPENED: BALLPARK_SKIP_BROWSER=1"))
  func shippedPagesInABrowser() throws {
    try inFolder { folder in
      let pages = try shippedScenarios.map { scenario in
        let output = folder.appending(path: scenario).path()
        let result = try run(
          builtProgram(),
          ["run", "Scenarios/\(scenario).yaml", "--paths", "512", "--output", output],
          environment: ["PATH": ""], in: repository)
        #expect(result.code == 0, "\(result.errors)")
        return "\(scenario)/report.html"
      }
      let found = try Browser.faults(pages, in: folder)
      #expect(found == pages.map { $0 + " ok" }, "\(found.joined(separator: "\n"))")
    }
  }

  /// What a partner prints: the author's words included, assumptions and sources follow.
  @Test(.enabled(if: Browser.isWanted, "THE PAGE IS NOT OPENED: BALLPARK_SKIP_BROWSER=1"))
  func fourSheets() throws {
    try inFolder { folder in
      let output = folder.appending(path: "zhipu").path()
      let arguments = ["run", "Scenarios/zhipu.yaml", "--paths", "2000", "--output", output]
      #expect(try run(builtProgram(), arguments, in: repository).code == 0)
      #expect(try folder.text("zhipu/report.html").contains("<svg"))
      let sheets = try #require(try Browser.sheets("zhipu/report.html", in: folder))
      #expect((3...4).contains(sheets), "\(sheets) sheets")
    }
  }

  /// The control: a page with every fault, which the script must see in every layout.
  @Test(.enabled(if: Browser.isWanted, "THE PAGE IS NOT OPENED: BALLPARK_SKIP_BROWSER=1"))
  func seesFaults() throws {
    try inFolder { folder in
      let page = """
        <!DOCTYPE html><html><head><meta charset="utf-8"><style>:root { color-scheme: light dark; }</style><title>Faults</title></head><body>
        <svg width="300" height="40"><text x="5" y="20">one text</text>
        <text x="9" y="22">another text</text></svg>
        <p style="color: light-dark(#999, #555); background: light-dark(#fff, #000)">a pale text</p>
        <p style="width: 20px; word-break: break-all">a letter or two to a line</p>
        <div style="width: 2000px">wider than the screen</div>
        <div style="width: 90px; overflow: hidden; white-space: nowrap">cut off at its end</div>
        <div style="width: 30px"><table class="numbers" style="table-layout: fixed; width: 40px; \
        overflow-wrap: anywhere">
        <caption>Narrow</caption><tr><td>123456789</td></tr></table></div>
        <img src="missing.png" alt=""><script>console.error("a fault")</script></body></html>
        """
      try folder.write(page, to: "faults.html")
      let found = try Browser.faults(["faults.html", "missing.html"], in: folder)
      for layout in ["390 dark", "1280 dark"] {
        #expect(found.contains { $0.hasPrefix("faults.html \(layout) pale ") })
      }
      for layout in ["390", "1280", "print"] {
        for fault in [
          "request ", "console ", "overlap ", "overflow by", "cut ", "wide by", "pale ", "thin ",
          "broken 123456789 in table 'Narrow'",
        ] {
          #expect(
            found.contains { $0.hasPrefix("faults.html \(layout) \(fault)") },
            "\(fault)is not in\n\(found.joined(separator: "\n"))")
        }
        #expect(found.contains { $0.hasPrefix("missing.html \(layout) failed ") }, "\(found)")
      }
    }
  }
}
