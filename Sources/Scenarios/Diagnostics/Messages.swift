/// The words of every diagnostic.
extension DiagnosticCause {
  var message: String {
    fileMessage ?? keyMessage ?? valueMessage ?? ""
  }

  private var fileMessage: String? {
    switch self {
    case .tooLarge(let limit): "the file is too large; at most \(limit) MiB was expected"
    case .notUnicode: "the text is not UTF-8 here"
    case .syntax(let problem): "this is not YAML: \(problem)"
    case .noContent: "there is nothing here; a map of keys was expected"
    case .tooDeep(let levels): "nested too deep; at most \(levels) levels were expected"
    case .alias: "anchors (&) and aliases (*) are not read; write the value out"
    case .tag(let tag): "tags such as '\(tag)' are not read; write the plain value"
    case .keyNotText: "a key must be a plain word"
    case .unsupportedVersion(let found):
      "'\(found)' is not a version of the scenario format; 'ballpark: 1' was expected"
    case .model(let key, let text): "\(key): \(text)"
    default: nil
    }
  }

  private var keyMessage: String? {
    switch self {
    case .duplicateKey(let key): "the key '\(key)' stands here a second time"
    case .unknownKey(let key, let section, let known):
      "unknown key '\(key)'" + Self.place(section) + Self.hint(key, known, "one of ")
    case .unknownWord(let word, let expected, let known):
      "\(expected.text); this is '\(word)'" + Self.hint(word, known, "one of ")
    case .missingKey(let key, let section, let help):
      "the key '\(key)' is missing" + Self.place(section) + "; expected: \(help)"
    case .statedTwice(let name): "\(name) is stated twice in this section"
    case .distributionBesideKeys(let family):
      "a distribution stands alone; write 'value: {\(family): …}' to give other keys beside it"
    case .noSuchItem(let index, let count):
      "there is no item '\(index)'; the list has \(count), counted from 0"
    case .badName(let name):
      "'\(name)' cannot be a company's name; letters, digits, - and _ were expected"
    case .repeated(let word): "'\(word)' is in the list already"
    case .emptyList(let expected): "\(expected.text); the list is empty"
    case .noCurrency(let company):
      "no currency for '\(company)'; the key 'currency' was expected here or at the top"
    case .ownExchangeRate(let currency):
      "\(currency) is the reporting currency; rates of other currencies were expected"
    default: nil
    }
  }

  private var valueMessage: String? {
    switch self {
    case .unexpected(let expected, let found):
      "\(expected.text); \(found.isEmpty ? "there is nothing" : "this is \(found)")"
    case .unknownUnit(let unit, let expected, let known):
      "unknown unit '\(unit)'; \(expected.text)" + Self.hint(unit, known, nil)
    case .currencyFirst(let corrected):
      "the currency comes after the amount; did you mean '\(corrected)'?"
    case .suffixAtOneEnd:
      "only the upper end has a suffix (k, M, B, T); it was expected at both, as in '2B to 6B'"
    case .notFinite(let text): "'\(text)' is not a finite number"
    case .outOfDomain(let text, let domain): "'\(text)' is out of bounds; \(domain) was expected"
    case .notAscending:
      "the values do not rise; a low end below the high end was expected (p10 below p90)"
    case .rangeEnds(let domain):
      "'low to high' has its ends \(domain) here; name a distribution for other values"
    case .distributionArgument(let argument, let domain):
      "\(argument) is out of bounds; \(domain) was expected"
    case .distributionArguments(let family, let usage):
      "these values do not define the distribution; '\(family)' takes \(usage)"
    case .mixedCurrencies(let found):
      "one distribution is in one currency; this mixes \(found.joined(separator: " and "))"
    case .noSuchDate(let text): "the calendar has no '\(text)'"
    case .horizon(let most): "a horizon of 1 to \(most) steps was expected"
    case .positiveElasticity:
      "an elasticity above 0: usage would rise with the price; 0 or below was expected"
    case .wideNormal:
      "a normal with sd above half its mean draws values below 0; did you mean a lognormal?"
    default: nil
    }
  }

  private static func place(_ section: String?) -> String {
    section.map { " in '\($0)'" } ?? ""
  }

  /// '; did you mean …?', or all there is to choose from.
  private static func hint(_ word: String, _ known: [String], _ otherwise: String?) -> String {
    if let meant = Suggestion.nearest(to: word, among: known) {
      return "; did you mean '\(meant)'?"
    }
    guard let otherwise, !known.isEmpty else { return "" }
    return "; \(otherwise)\(known.joined(separator: ", ")) was expected"
  }
}
