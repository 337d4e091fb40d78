/// What somebody may have meant by a word that nothing knows.
enum Suggestion {
  /// What people write for units, by what the format reads.
  private static let spoken = [
    "thousand": "k", "million": "M", "mn": "M", "mm": "M", "mln": "M", "mio": "M", "billion": "B",
    "trillion": "T", "bln": "B", "mrd": "B", "tn": "T", "trn": "T", "tln": "T", "yr": "year",
    "yrs": "years", "y": "years", "mo": "months", "mos": "months",
    "wk": "weeks", "d": "days", "m": "months", "per year": "/year", "per month": "/month",
    "/yr": "/year",
    "a year": "/year", "/years": "/year", "/ years": "/year", "% p.a.": "%", "%pa": "%",
    "per cent": "%", "percent": "%", "€": "EUR", "$": "USD", "£": "GBP", "dollars": "USD",
    "euros": "EUR", "rmb": "CNY", "usd": "USD", "eur": "EUR", "gbp": "GBP", "cny": "CNY",
    "hkd": "HKD",
  ]

  /// What somebody may have meant by a unit.
  static func unit(_ text: String, among known: [String]) -> String? {
    if let meant = spoken[text.lowercased()], known.contains(meant) || isCurrency(meant, known) {
      return meant
    }
    // 'MUSD', 'mn EUR'.
    let code = text.suffix(3).uppercased()
    let suffix = text.dropLast(3).trimmed
    if isCurrency(code, known), !suffix.isEmpty {
      let own = [suffix, spoken[suffix.lowercased()] ?? "", suffix.uppercased()]
        .first(where: QuantityText.isSuffix)
      if let own, own + " " + code != text { return own + " " + code }
    }
    // Of another magnitude, '5bn' for '5tn' would be wrong by a thousand.
    return nearest(
      to: text,
      among: known.filter { !QuantityText.isSuffix($0) || $0.lowercased() == text.lowercased() })
  }

  /// The code of a currency that a sign or a word means.
  static func currency(_ text: String) -> String? {
    let code = spoken[text.lowercased()] ?? text.uppercased()
    return QuantityText.isCurrency(code) ? code : nil
  }

  /// Whether a word is a currency where amounts of money are read.
  private static func isCurrency(_ word: String, _ known: [String]) -> Bool {
    QuantityText.isCurrency(word) && known.contains("M")
  }

  /// `5 to 12%` for `12 to 5%`: a unit that stands at one end stays behind the range.
  static func reversed(_ low: String, _ high: String) -> String {
    let isBare = { (text: String) in (try? QuantityText.quantity(text).get())?.isBare ?? false }
    guard isBare(low), !isBare(high) else { return "\(high) to \(low)" }
    let unit = high.drop { $0.isNumber || "+-._".contains($0) || QuantityText.isMinus($0) }
    return "\(high.dropLast(unit.count)) to \(low)\(unit)"
  }

  /// What somebody may have meant by a text that is no number.
  static func ofNumber(_ text: String) -> String {
    let groups = text.split(separator: ",", omittingEmptySubsequences: false)
    // '1,000,000' has thousands, '120,5M' a decimal comma.
    let first = groups[0].filter(\.isNumber)
    let hasThousands =
      (1...3).contains(first.count) && first.first != "0"
      && groups.dropFirst().allSatisfy { $0.prefix { $0.isNumber }.count == 3 }
    let meant = groups.joined(separator: hasThousands ? "_" : ".")
    guard groups.count > 1, case .success = QuantityText.quantity(meant) else { return "" }
    return "; did you mean '\(meant)'?"
  }

  /// The nearest of some words, at an edit distance of at most a third of the word's length, or
  /// one; the first of equals.
  static func nearest(to word: String, among candidates: [String]) -> String? {
    guard word.utf8.count <= 64 else { return nil }
    if let own = synonym(of: word, among: candidates) { return own }
    // 'growth.initial' for 'acme.growth.initial'.
    let longer = candidates.filter { $0.hasSuffix("." + word) }
    if !longer.isEmpty { return longer.count == 1 ? longer[0] : nil }
    let limit = max(1, word.count / 3)
    var best: (word: String, distance: Int)?
    for candidate in candidates {
      let same = word.lowercased() == candidate.lowercased()
      let distance = same ? 0 : editDistance(Array(word), Array(candidate))
      // A word replaced whole is no suggestion: 'z' does not mean 'x'.
      guard distance <= limit, distance < word.count || same else { continue }
      if best.map({ distance < $0.distance }) ?? true { best = (candidate, distance) }
    }
    if let best { return best.word }
    // 'acme.arr' for 'arr'; 'company' for 'companies'.
    if let last = word.split(separator: ".").last, candidates.contains(String(last)) {
      return String(last)
    }
    // 'sharePrice' for 'acme.sharePrice'.
    if !word.contains(".") {
      let lasts = candidates.map { String($0.split(separator: ".").last ?? "") }
      if lasts != candidates, let last = nearest(to: word, among: lasts) {
        return lasts.firstIndex(of: last).map { candidates[$0] }
      }
    }
    let least = max(4, word.count * 2 / 3)
    return candidates.first { $0.commonPrefix(with: word).count >= least }
  }

  /// Insertions, deletions, replacements and swaps of neighbours that turn one word into another
  /// (optimal string alignment).
  static func editDistance(_ a: [Character], _ b: [Character]) -> Int {
    guard !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) }
    var beforeLast = [Int](repeating: 0, count: b.count + 1)
    var last = Array(0...b.count)
    for i in 1...a.count {
      var row = [i] + [Int](repeating: 0, count: b.count)
      for j in 1...b.count {
        let cost = a[i - 1] == b[j - 1] ? 0 : 1
        row[j] = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + cost)
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
          row[j] = min(row[j], beforeLast[j - 2] + 1)
        }
      }
      (beforeLast, last) = (last, row)
    }
    return last[b.count]
  }
}
