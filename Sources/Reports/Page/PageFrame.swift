import Text

/// A page that needs nothing else, no script and no network: what is read first, then sections that fold.
struct PageFrame {
  struct Section {
    /// Of its address within the page: `bands`.
    let id: String
    let title: String
    /// What is in it, beside its title while it is closed.
    var hint = ""
    let content: [HTML]
    /// Whether it is closed until a reader opens it. On paper all are open.
    var isFolded = true
  }

  let title: String
  let facts: String
  /// How the numbers are to be read.
  let reading: String
  /// Of the program.
  let version: String
  /// The first screen.
  let lead: [HTML]
  /// Those without content are left out.
  let sections: [Section]

  var html: HTML {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
    style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta name="referrer" content="no-referrer">
    <meta name="generator" content="Ballpark \(version)">
    <title>\(title)</title>
    <style>
    \(HTML.style)
    </style>
    </head>
    <body>
    <header>
    <h1>\(title)</h1>
    <p class="facts">\(facts)</p>
    <p class="reading">\(reading)</p>
    </header>
    <main>
    \(lead)\(contents)\(shown.map(\.html))</main>
    <footer><p>\(reading)</p></footer>
    </body>
    </html>

    """
  }

  private var shown: [Section] { sections.filter { !$0.content.isEmpty } }

  /// Links to the sections: a browser opens a closed one that holds where a link leads.
  private var contents: HTML {
    let links = shown.map { "<a href=\"#\($0.id)\">\($0.title)</a>\n" as HTML }
    return links.isEmpty ? "" : "<nav aria-label=\"Contents\">\n\(links)</nav>\n"
  }
}

extension PageFrame.Section {
  /// Open where they are few.
  static func warnings(_ texts: [String]) -> Self {
    .init(
      id: "warnings", title: "Warnings",
      content: texts.isEmpty ? [] : [HTML.list(texts, style: "warning")],
      isFolded: texts.count > 3)
  }

  fileprivate var html: HTML {
    guard isFolded else {
      return "<section id=\"\(id)\">\n<h2>\(title)</h2>\n\(content)</section>\n"
    }
    return """
      <details><summary><h2>\(title)</h2> <span>\(hint)</span></summary>
      <div id="\(id)">
      \(content)</div></details>

      """
  }
}
