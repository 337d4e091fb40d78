import Testing

@testable import Reports

/// Protects what page and workbook link: whole addresses of the web, and nothing else.
@Suite struct WebAddressTests {
  @Test(
    arguments: [
      ("see https://a.example/x?y=1&z=2#e.", ["https://a.example/x?y=1&z=2#e"]),
      (
        "(https://a.example), [b](http://b.example:80/c)",
        ["https://a.example", "http://b.example:80/c"]
      ),
      ("https://en.wikipedia.org/wiki/Foo_(bar).", ["https://en.wikipedia.org/wiki/Foo_(bar)"]),
      (
        "\"https://a.example/\" and <http://localhost>", ["https://a.example/", "http://localhost"]
      ),
      ("来源https://a.example/报告。第2页", ["https://a.example/报告"]),
      (
        "https://web.archive.org/web/2025/https://a.example/",
        ["https://web.archive.org/web/2025/https://a.example/"]
      ),
      ("https://a.example\\evil", ["https://a.example"]),
      ("https://", []), ("http:// a.example", []), ("https://.", []), ("http://%5b::1%5d:80/x", []),
      ("http://[::1]:80/", []), ("https://user@evil.example", []), ("http://a:b/", []),
      ("javascript://a.example", []), ("shttp://a.example", []), ("HTTP://a", []), ("://", []),
      ("", []),
    ])
  func addresses(_ text: String, _ wanted: [String]) {
    #expect(WebAddress.all(in: text).map { String(text[$0.range]) } == wanted)
  }
}
