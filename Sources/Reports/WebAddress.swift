/// An address of the web within a text, as page and workbook link it.
///
/// It begins with `http://` or `https://` and a host: letters, digits and hyphens between dots, perhaps with a
/// port. It ends before white space, quotes, `<`, `>`, `\` and a bracket that closes none of its own, and
/// without what ends a sentence. Other schemes could run something.
///
/// Verified: `WebAddressTests`.
struct WebAddress: Equatable {
  let range: Range<String.Index>

  /// All in a text, in their order.
  static func all(in text: String) -> [Self] {
    var addresses: [Self] = []
    var rest = text[...]
    while let scheme = rest.firstRange(of: "://") {
      rest = text[scheme.upperBound...]
      let before = text[(addresses.last?.range.upperBound ?? text.startIndex)..<scheme.lowerBound]
      guard let name = ["https", "http"].first(where: { before.hasSuffix($0) }) else { continue }
      let start = text.index(scheme.lowerBound, offsetBy: -name.count)
      // `shttp://` is something else; a script without spaces has letters before it.
      if before.dropLast(name.count).last.map({ $0.isASCII && ($0.isLetter || $0.isNumber) })
        == true
      {
        continue
      }
      let body = rest.trimmedToAddress
      guard body.beginsWithHost else { continue }
      addresses.append(Self(range: start..<body.endIndex))
      rest = text[body.endIndex...]
    }
    return addresses
  }
}

extension Substring {
  /// What is behind a scheme, up to the end of the address.
  fileprivate var trimmedToAddress: Substring {
    var open: [Character] = []
    var end = startIndex
    for place in indices {
      let character = self[place]
      if character.endsAddress { break }
      if let bracket = Self.brackets[character] {
        open.append(bracket)
      } else if Self.brackets.values.contains(character), open.popLast() != character {
        break
      }
      end = index(after: place)
    }
    let whole = self[..<end]
    let last = whole.lastIndex { !".,;:!?…".contains($0) }
    return whole[..<(last.map(index(after:)) ?? startIndex)]
  }

  private static let brackets: [Character: Character] = ["(": ")", "[": "]", "{": "}"]

  fileprivate var beginsWithHost: Bool {
    let authority = prefix { !"/?#".contains($0) }.split(
      separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let labels = authority[0].split(separator: ".", omittingEmptySubsequences: false)
    return labels.allSatisfy { label in
      !label.isEmpty && label.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
    } && authority.dropFirst().allSatisfy { $0.utf8.allSatisfy { 48...57 ~= $0 } }
  }
}

extension Character {
  /// White space, a quote of any language, a mark of a script without spaces, or what no address has.
  fileprivate var endsAddress: Bool {
    isWhitespace || "\"'`<>\\“”„‘’‚«»‹›、。，；：！？（）「」『』【】《》".contains(self)
      || unicodeScalars.contains { $0.value < 0x20 || $0.properties.generalCategory == .format }
  }
}
