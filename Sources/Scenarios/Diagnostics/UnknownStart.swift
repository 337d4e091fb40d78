import Simulation

extension DiagnosticCause {
  /// Of a key whose first word is neither a company nor of the top level: most who write one have left
  /// out the company, or put another sign between the words.
  ///
  /// - Parameter others: Names of regimes and events.
  static func unknownStart(
    of words: [String], companies: [String], others: [String] = []
  ) -> DiagnosticCause {
    let name = words.joined(separator: ".")
    let below = words.dropFirst().first ?? ""
    if Section.company[words[0]] == nil, Section.company[below] != nil {
      return .unknownKey(words[0], in: nil, known: companies)
    }
    let path = name.split { ":/ ".contains($0) }.joined(separator: ".")
    if path != name, let first = path.split(separator: ".").first,
      companies.contains(String(first))
    {
      return .unknownKey(name, in: nil, known: [path])
    }
    var keys = companies.flatMap { company in own(path).map { "\(company).\($0)" } }
    // A word that ends many keys is none of them.
    if keys.count > 12 { keys = [] }
    return keys.isEmpty
      ? .unknownKey(words[0], in: nil, known: companies + others + ScenarioKey.all.map(\.name))
      : .unknownKey(name, in: nil, known: keys)
  }

  /// The keys of a company that begin, or else end, so.
  private static func own(_ path: String) -> [String] {
    let keys = CompanyCatalog.parameters.flatMap {
      $0.isShorthand ? [$0.section, $0.key] : [$0.key]
    }
    if let first = path.split(separator: ".").first, Section.company[String(first)] != nil {
      let isKnown = keys.contains { $0 == path || $0.hasPrefix(path + ".") }
      return [isKnown ? path : Suggestion.nearest(to: path, among: keys) ?? path]
    }
    return keys.filter { $0.hasSuffix("." + path) && !$0.contains("[]") }
  }
}
