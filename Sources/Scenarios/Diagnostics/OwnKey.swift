import Simulation

/// The key of a company that somebody means who calls it otherwise, or looks for it elsewhere in the file.
struct OwnKey: Sendable, Hashable {
  /// From the company down: `costs`, `fixed`.
  private let path: [String]
  /// What it is, where the word does not say so by itself; else empty.
  private let help: String

  /// The parameter that is also known by a word; nil where none is.
  init?(_ word: String) {
    let word = word.plain
    guard
      let parameter = CompanyCatalog.parameters.first(where: {
        $0.alsoKnownAs.contains { $0.plain == word }
      })
    else { return nil }
    let path = parameter.path
    self.path = parameter.isShorthand ? path.dropLast() : path
    help = parameter.help.firstSentence
  }

  /// The one section or parameter of this name, at whatever depth; nil where none or more have it.
  init?(anywhere word: String) {
    let word = word.plain
    let paths = CompanyCatalog.parameters.compactMap { parameter in
      parameter.path.firstIndex { $0.plain == word }.map { Array(parameter.path[...$0]) }
    }
    guard let path = paths.first, paths.allSatisfy({ $0 == path }) else { return nil }
    self.path = path
    help = ""
  }

  /// Below a section, the first word of the path that belongs there; nil where it is elsewhere.
  ///
  /// - Parameter section: Dotted; empty for the company.
  func first(below section: String) -> String? {
    let above = section.split(separator: ".").map(String.init)
    return path.starts(with: above) && path.count > above.count ? path[above.count] : nil
  }

  /// `'fixed' below 'costs' (operating cost in a year …)`.
  var words: String {
    let above = path.dropLast().joined(separator: ".")
    return "'\(path.last ?? "")'" + (above.isEmpty ? "" : " below '\(above)'")
      + (help.isEmpty ? "" : " (\(help))")
  }
}

extension Parameter {
  /// Without the marks of lists.
  fileprivate var path: [String] {
    key.split(separator: ".").map { String($0.hasSuffix("[]") ? $0.dropLast(2) : $0) }
  }
}

extension String {
  /// `gross_margin`, `Gross margin` and `grossMargin` are one word.
  fileprivate var plain: String { lowercased().filter { $0.isLetter || $0.isNumber } }

  /// As it stands within another sentence.
  fileprivate var firstSentence: String {
    let sentence = firstRange(of: ". ").map { String(self[..<$0.lowerBound]) } ?? self
    let bare = sentence.hasSuffix(".") ? String(sentence.dropLast()) : sentence
    let isName = bare.dropFirst().first?.isUppercase ?? false
    return isName ? bare : bare.prefix(1).lowercased() + bare.dropFirst()
  }
}
