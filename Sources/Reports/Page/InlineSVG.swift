import Text

/// A picture as a part of a page.
///
/// Identifiers get a prefix, so that those of several pictures differ; titles, which would be shown
/// under the pointer, are replaced by one title and one description; inks become variables of the style
/// sheet; and what gnuplot writes without drawing anything is left out. What stands between tags is left
/// as it is.
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
    var pieces: [String] = []
    let untitled = Self.without(["title", "desc", "filter"], svg)
    var rest = untitled[...]
    while let start = rest.firstIndex(of: "<"), let end = rest[start...].firstIndex(of: ">") {
      let text = rest[..<start]
      var tag = String(rest[start...end])
      if text.contains(where: { !$0.isWhitespace }) { pieces.append(String(text)) }
      rest = rest[rest.index(after: end)...]
      // The declaration of XML belongs at the start of a file.
      if tag.hasPrefix("<?") || Self.isBackground(tag) { continue }
      if tag.hasPrefix("<svg") {
        tag = tag.dropLast() + " role=\"img\" aria-labelledby=\"\(prefix)title \(prefix)desc\">"
        pieces.append(tag + names.text)
      } else if tag == "</g>", pieces.last?.hasPrefix("<g ") == true {
        // A group of nothing.
        pieces.removeLast()
      } else {
        pieces.append(Self.inked(Self.renamed(tag, prefix)))
      }
    }
    pieces.append(String(rest))
    markup = HTML(verbatim: pieces.joined())
  }

  /// Behind a picture is the page.
  private static func isBackground(_ tag: String) -> Bool {
    tag.hasPrefix("<rect x=\"0\" y=\"0\" ")
  }

  private static func renamed(_ tag: String, _ prefix: String) -> String {
    var tag = tag
    for start in [" id=\"", " id='", "href='#", "href=\"#", "url(#"] {
      tag = tag.replacing(start, with: start + prefix)
    }
    return tag
  }

  /// The tag with variables for the inks.
  private static func inked(_ tag: String) -> String {
    var text = ""
    var rest = tag[...]
    while let start = rest.firstRange(of: "rgb(")?.lowerBound ?? rest.firstIndex(of: "#") {
      let isFunction = rest[start] == "r"
      let end =
        isFunction
        ? rest[start...].firstIndex(of: ")").map { rest.index(after: $0) } ?? rest.endIndex
        : rest.index(start, offsetBy: 7, limitedBy: rest.endIndex) ?? rest.endIndex
      let colour = String(rest[start..<end])
      text += rest[..<start] + (Ink(svg: colour)?.variable ?? colour)
      rest = rest[end...]
    }
    return text + rest
  }

  private static func without(_ elements: [String], _ svg: String) -> String {
    elements.reduce(svg) { svg, name in
      var text = ""
      var rest = svg[...]
      while let start = rest.firstRange(of: "<\(name)"),
        let end = rest[start.upperBound...].firstRange(of: "</\(name)>")
      {
        text += rest[..<start.lowerBound]
        rest = rest[end.upperBound...]
      }
      return text + rest
    }
  }
}
