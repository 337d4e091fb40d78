import Text

/// A picture as a part of a page.
///
/// Identifiers get a prefix, so that those of several pictures differ; titles, which would be shown
/// under the pointer, are replaced by one title and one description. What stands between tags is
/// left as it is.
struct InlineSVG {
  let markup: HTML

  /// - Parameters:
  ///   - number: Differs between the pictures of a page.
  ///   - svg: As gnuplot writes it.
  init(_ svg: String, number: Int, title: String, description: String) {
    let prefix = "p\(number)-"
    let names: HTML = """
      <title id="\(prefix)title">\(title)</title><desc id="\(prefix)desc">\(description)</desc>
      """
    var text = ""
    let untitled = Self.withoutTitles(svg)
    var rest = untitled[...]
    while let start = rest.firstIndex(of: "<"), let end = rest[start...].firstIndex(of: ">") {
      text += rest[..<start]
      var tag = String(rest[start...end])
      if tag.hasPrefix("<svg") {
        tag = tag.dropLast() + " role=\"img\" aria-labelledby=\"\(prefix)title \(prefix)desc\">"
        tag += names.text
      }
      // The declaration of XML belongs at the start of a file.
      text += tag.hasPrefix("<?") ? "" : Self.renamed(tag, prefix)
      rest = rest[rest.index(after: end)...]
    }
    markup = HTML(verbatim: text + rest)
  }

  private static func renamed(_ tag: String, _ prefix: String) -> String {
    if tag.hasPrefix("<svg") { return tag }
    var tag = tag
    for start in [" id=\"", " id='", "href='#", "href=\"#", "url(#"] {
      tag = tag.replacing(start, with: start + prefix)
    }
    return tag
  }

  private static func withoutTitles(_ svg: String) -> String {
    ["title", "desc"].reduce(svg) { svg, name in
      var text = ""
      var rest = svg[...]
      while let start = rest.firstRange(of: "<\(name)>"),
        let end = rest[start.upperBound...].firstRange(of: "</\(name)>")
      {
        text += rest[..<start.lowerBound]
        rest = rest[end.upperBound...]
      }
      return text + rest
    }
  }
}
