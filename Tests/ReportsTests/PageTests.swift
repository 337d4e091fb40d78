import Foundation
import Statistics
import TestSupport
import Testing

@testable import Reports

/// Protects what the page says, and that nothing of a scenario file becomes markup.
@Suite struct PageTests {
  private func page(_ market: Market, pictures: Report.Pictures = .init()) throws -> String {
    var text = ""
    try inFolder { folder in
      try market.report().write(to: folder.appending(path: "out").path(), pictures: pictures)
      text = try folder.text("out/report.html")
    }
    return text
  }

  @Test func saysEverything() throws {
    let page = try page(Market())
    let report = Market().report()
    for words in [
      "<h1>Acme after the boom</h1>", report.reading, report.facts, "400 paths, seed 7",
      "share price &lt; 560 USD at <span class=\"date\">2028-06-21</span></th>",
      "share price &lt; 560 USD until <span class=\"date\">2026-12-23</span></th>",
      "<td>15\u{A0}%</td><td class=\"error\">± 4\u{A0}%</td>",
      "maximum drawdown &gt; 50\u{A0}%</th>",
      "<i class=\"share\" style=\"left:0%;width:92.75%\"></i>",
      "<th scope=\"row\">share price &lt; observed 1400 USD",
      "recovery from the deepest fall &gt;",
      "Failed: 2 of 400 paths are not in the bands.", "Only 400 paths: worst",
      "<h3>worst</h3>\n<p>acme.sharePrice &lt; 560 USD at the end: 20 % of the paths",
      "<summary><h2>What moved the share price</h2>", "<a href=\"#assumptions\">Assumptions</a>",
      "<th scope=\"row\">all together</th>", "of the paths that keep a share price",
      "<td>CED95</td><td>93.1\u{A0}%</td><td>92.5\u{A0}% to 93.8\u{A0}%</td>",
      "after <span class=\"date\">2028-06-21</span></td>", "maximum drawdown above 50\u{A0}%</th>",
      "acme.<wbr>growth.<wbr>initial</th><td class=\"no-s\">driver</td><td>-0.80</td>",
      "<a href=\"https://example.org/filing?a=1&amp;b=2\" rel=\"noreferrer\">",
      "<pre>ballpark run acme.yaml --seed 7</pre>", "fnv1a64:0123456789abcdef", "avx2",
      "rolled forward",
    ] { #expect(page.contains(words), "\(words)") }
    // What does not differ by more than chance is left out.
    #expect(!page.contains(">acme.<wbr>cash<"))
    #expect(!page.contains(">capital structure<"))
    #expect(page.contains("content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri"))
  }

  @Test func markupStaysText() throws {
    let evil = PictureTests.evil
    let page = try page(Market(title: evil, words: evil, source: "javascript:alert(1)"))
    for start in [
      "<script", "<img", "<a href=\"j", "<a href=\"h", "<iframe", "<link", "</title></style>",
    ] {
      #expect(!page.contains(start), "\(start)")
    }
    #expect(page.contains("`touch pwned` $(touch pwned) it&#39;s &quot;q&quot; &lt;/title&gt;"))
    #expect(!page.unicodeScalars.contains { $0 == "\u{202E}" || $0 == "\u{7}" })
    #expect(page.contains(">javascript:alert(1)<"))
    for source in ["https://a b", "HTTP://a", "ftp://a", "//a"] {
      let text = try self.page(
        Market(source: source), pictures: .init(searchPath: "", timeLimit: 1))
      #expect(!text.contains("<a href=\"\(source)"), "\(source)")
    }
  }

  /// Names within a page are its own: pictures do not borrow from each other.
  @Test(.enabled(if: PictureTests.gnuplot != nil, "NO PICTURES ARE DRAWN: GNUPLOT IS NOT THERE"))
  func identifiersAreUnique() throws {
    let page = try page(Market())
    let ids = page.matches(of: /\sid=["']([^"']*)["']/).map { String($0.1) }
    #expect(ids.count > 50 && Set(ids).count == ids.count)
    let uses = page.matches(of: /(?:href=["']#|url\(#)([^"')]*)/).map { String($0.1) }
    #expect(uses.count > 50 && uses.allSatisfy(Set(ids).contains))
    let labels = page.matches(of: /aria-labelledby="([^" ]*) ([^" ]*)"/)
    #expect(labels.count == 8)
    #expect(labels.allSatisfy { ids.contains(String($0.1)) && ids.contains(String($0.2)) })
    #expect(page.contains("<title id=\"p1-title\">Share price of acme</title>"))
    #expect(!page.contains("<title>gnuplot") && !page.contains("<?xml"))
  }

  /// What only a run of our own making has, groups and answers, in a browser as well: see
  /// `BrowserTests` for the control.
  @Test(.enabled(if: Browser.isWanted, "THE PAGE IS NOT OPENED: BALLPARK_SKIP_BROWSER=1"))
  func everythingInABrowser() throws {
    try inFolder { folder in
      let markets = [Market(), Market(title: PictureTests.evil, words: PictureTests.evil)]
      for (index, market) in markets.enumerated() {
        try market.report().write(to: folder.appending(path: "\(index)").path())
      }
      let pages = ["0/report.html", "1/report.html"]
      let found = try Browser.faults(pages, in: folder)
      #expect(found == pages.map { $0 + " ok" }, "\(found.joined(separator: "\n"))")
    }
  }

  /// Numbers stay whole where letters are as wide as the widest of common faces; labels give way.
  @Test func columnsOnPaper() {
    // 0.65 em a letter, 1.05 a capital, 0.95 a sign, and 0.8 for the sides of a cell.
    let words = ["2.31B", "after 2029-06-20", "2\u{A0}%"]
    let least = [4 * 0.65 + 1.05, 10 * 0.65, 2 * 0.65 + 0.95].map { $0 + 0.8 }
    func columns(_ label: String, times count: Int) -> Columns {
      let cells = Array(repeating: words, count: count).flatMap(\.self)
      return Columns((0...cells.count).map { HTML.Head($0 == 0 ? "name" : "a") }, [[label] + cells])
    }
    // More than the page holds: a label is broken from 14.5 em on.
    let many = columns("zhipu.discountedValuePerShare", times: 5)
    #expect(many.total == Int((15.3 + 5 * least.reduce(0, +)).rounded(.up)))
    let shares = many.widths.map(\.text).joined().matches(of: /part: ([0-9.]+)%/)
      .compactMap { Double($0.1) }
    #expect(shares.count == 16 && abs(shares.reduce(0, +) - 100) < 1)
    // Where there is some room, columns of several words take it; where there is more, all do.
    let some = columns("label", times: 4).total
    #expect(some == 73)
    #expect(columns("label", times: 1).total < 30)
  }

  /// Of columns that have no room, those that say least go first, and never those that stay; what a small
  /// screen lacks a larger one has.
  @Test func columnsOnScreens() {
    let ranks = [0, 3, 0, 2, 0, 1, 2, 0]
    let head = ranks.map { HTML.Head("head", dispensability: $0) }
    let classes = Columns(head, [Array(repeating: "1234567.89", count: 8)]).classes.map(\.text)
    #expect(classes.indices.filter { classes[$0].isEmpty }.contains(0))
    #expect(zip(ranks, classes).allSatisfy { $0 > 0 || $1.isEmpty })
    #expect(classes[1] == " class=\"no-s no-m\"" && classes[5].contains("no-s"))
    let few = Columns(Array(head.prefix(3)), [["a", "1", "2"]])
    #expect(few.isWhole && few.classes.allSatisfy(\.text.isEmpty))
  }

  @Test func sentences() throws {
    let report = Fixture.report()
    #expect(
      report.summary.answers.map(report.sentence) == [
        "The share price of zhipu is below 560 HKD on 2028-06-21 on 12.3 % of the paths (12.1 % to "
          + "12.5 %).",
        "The share price of zhipu is below 560 HKD on some date until 2027-06-23 on 20.0 % of the "
          + "paths (19.8 % to 20.2 %).",
        "The maximum drawdown of zhipu is above 50 % on 71.0 % of the paths (70.7 % to 71.3 %).",
      ])
    #expect(
      report.summary.observations.map(report.sentence) == [
        "On 2027-06-22, compared with 2027-06-23, the share price of zhipu was 1500 HKD (exchange "
          + "close): above that of 40.0 % of the paths (39.7 % to 40.3 %)."
      ])
    #expect(
      report.sentence(Fixture.group)
        == "worst (worst 5% by zhipu.maxDrawdown): 5,000 paths.")
    #expect(Proportion(hits: 0, of: 0).ofThePaths == "no path that could be asked")
    let price = Quantity.named("a.listPrice", unit: "", .series)
    #expect(price.printableWords == "list price of a")
    #expect(
      0.5.amount("share") == "50 %" && 20.0.amount("x") == "20x" && 2.0.amount("years") == "2 years"
    )
  }

  /// Lines of a file are not lines of a page.
  @Test func authorsText() {
    let text = """
      First line
      of two.
      - an item
        in two lines
      - <b>another</b>
      after it

        by   columns
      one   two

      Last.
      """
    let html = AuthorText(text).html.map(\.text).joined()
    #expect(
      html == """
        <p>First line of two.</p>
        <ul class="">
        <li>an item in two lines</li>
        <li>&lt;b&gt;another&lt;/b&gt;</li>
        </ul>
        <p>after it</p>
        <pre class="columns">  by   columns
        one   two</pre>
        <p>Last.</p>

        """)
    #expect(AuthorText("").html.isEmpty && AuthorText("\n \n").html.isEmpty)
  }

  /// Nothing recorded is no reason to crash.
  @Test func emptySummaries() throws {
    let empty = Fixture.report(summary: Fixture.summary(series: [], outcomes: [], attributions: []))
    #expect(empty.page([]).contains("</html>") && empty.charts.isEmpty)
    let none = Fixture.band([], halfWidths: [], mean: .nan, mcse: .nan)
    let holed = SeriesSummary(
      name: "a.sharePrice", unit: "x", dates: Fixture.dates,
      bands: [Fixture.price.bands[1], none, Fixture.price.bands[2]])
    let report = Fixture.report(
      summary: Fixture.summary(series: [holed], outcomes: [Fixture.ended], attributions: []))
    #expect(report.page([]).contains("a: percentiles over the paths"))
    #expect(report.charts.map(\.name) == ["a.sharePrice", "a.sharePrice-at-end"])
    #expect(report.charts[0].data.contains("2027-06-23\tNaN\tNaN\tNaN\n"))
  }
}
