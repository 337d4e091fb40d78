import Simulation

/// What there is to know about one key of a scenario file, in words.
package struct KeyReference: Sendable {
  /// `growth.halfLife`; a part in brackets may be left out: `shares[.issued]`.
  package let key: String
  /// `rate, above -100 %`; `one of arr, usage`.
  package let kind: String
  /// What a number is in; empty for what is no number.
  package let unit: String
  package let need: Parameter.Need
  /// What holds where the file says nothing; empty where nothing does.
  package let fallback: String
  package let example: String
  package let help: String
  package let takesRange: Bool
  package let takesSchedule: Bool

  /// In the order in which a file is read.
  package static let topLevel = ScenarioKey.all.map(KeyReference.init)
  package static let company =
    [KeyReference.currency] + CompanyCatalog.parameters.map(KeyReference.init)
  /// Of a factor by its logarithm, and what is otherwise of one by its level.
  package static let factor = FactorCatalog.parameters(of: .log).map(KeyReference.init)
  package static let levelFactor = FactorCatalog.parameters(of: .level)
    .filter { $0.kind != nil && $0.kind != .duration }.map(KeyReference.init)
  package static let basket = BasketKey.allCases.map(KeyReference.init)
  /// Of an exchange rate that moves.
  package static let exchangeRate = FactorCatalog.parameters(of: .rate).map(KeyReference.init)
  package static let stress = StressKey.allCases.map(KeyReference.init)
  package static let evidence = EvidenceKey.allCases.map(KeyReference.init)

  private init(
    key: String, kind: String, unit: String = "", need: Parameter.Need = .optional,
    fallback: String = "", example: String, help: String, takesRange: Bool = false,
    takesSchedule: Bool = false
  ) {
    self.key = key
    self.need = need
    self.kind = kind
    self.unit = unit
    self.fallback = fallback
    self.example = example
    self.help = help
    self.takesRange = takesRange
    self.takesSchedule = takesSchedule
  }

  private init(_ key: ScenarioKey) {
    var (kind, unit, range) = (key.expectation.what.withoutArticle, "", false)
    switch key.takes {
    case .words(let words): kind = "one of " + words.joined(separator: ", ")
    case .quantity(let kind): unit = kind.unit
    case .number(let parameter), .byCurrency(let parameter):
      (unit, range) = (parameter.kind?.unit ?? "", true)
    case .text, .files, .date, .currency, .whole, .wordList, .percentiles, .companies, .factors,
      .baskets, .regimes, .events, .seriesList, .correlations,
      .conditions, .observations, .groups, .sweeps, .stresses:
      break
    }
    self.init(
      key: key.name, kind: kind, unit: unit,
      need: key.isRequired ? .always : .optional, fallback: key.fallback ?? "",
      example: key.expectation.example ?? "", help: key.help, takesRange: range)
  }

  private init(_ parameter: Parameter) {
    let words = parameter.key.split(separator: ".")
    var key = parameter.key
    if parameter.isShorthand, words.count > 1, let last = words.last {
      key = words.dropLast().joined(separator: ".") + "[.\(last)]"
    }
    let contradiction = parameter.contradicts.map { " Not beside `\($0)`." } ?? ""
    let names = parameter.alsoKnownAs.joined(separator: ", ")
    let others = names.isEmpty ? "" : " Also for: \(names)."
    let items =
      switch parameter.naming {
      case .places: ""
      case .either: " The items may have names, in a map in place of the list."
      case .names: " Each item has a name of your own, in place of `[]`."
      }
    let ownKey = parameter.isShorthand ? parameter.section : parameter.key
    let history =
      HistoryKey.series(at: ownKey) == nil
      ? "" : " Beside its value `\(HistoryKey.name)`: values before the start, by date."
    self.init(
      key: key, kind: parameter.kindText, unit: parameter.kind?.unit ?? "", need: parameter.need,
      fallback: parameter.fallbackText ?? "", example: parameter.example,
      help: parameter.help + history + items + contradiction + others,
      takesRange: parameter.kind != nil && !parameter.isConstant,
      takesSchedule: parameter.use.isByStep)
  }

  private init(_ key: BasketKey) {
    self.init(
      key: key.rawValue, kind: key.words, unit: key == .rebalance ? Kind.duration.unit : "",
      need: key == .holds ? .always : .optional, example: key.example, help: key.help)
  }

  private init(_ key: StressKey) {
    self.init(key: key.rawValue, kind: key.words, example: key.example, help: key.help)
  }

  private init(_ key: EvidenceKey) {
    self.init(
      key: key.rawValue, kind: key.expectation.what.withoutArticle,
      need: key == .value ? .always : .optional, example: key.expectation.example ?? "",
      help: key.help)
  }

  private static let currency = KeyReference(
    key: ScenarioKey.companyCurrency, kind: Expectation.currency.what.withoutArticle,
    fallback: "that of the top level", example: ScenarioKey.currency.sample ?? "",
    help: ScenarioKey.companyCurrencyHelp)
}

extension ScenarioKey {
  static let companyCurrencyHelp = "Currency of its books: ARR, cash, debt and bare amounts."
}

extension EvidenceKey {
  var help: String {
    switch self {
    case .value: "The number, range or distribution."
    case .source: "Document, page or address."
    case .asOf: "The date for which the source states it."
    case .note: "Why this number, or why this range."
    case .scope: "What it covers, for example one business of two."
    case .truncate: "Ends of what may be drawn; one end alone is {min: 0}."
    }
  }

  var expectation: Expectation {
    switch self {
    case .value: Expectation("a number in any form", example: "1.7B CNY")
    case .asOf: .date
    case .source, .note, .scope: .text
    case .truncate: Expectation("a pair of ends", example: "[0, 12]")
    }
  }
}

extension Parameter {
  var kindText: String {
    switch content {
    case .number(let kind, let domain):
      kind.rawValue + (domain == .any ? "" : ", \(domain.rawValue)")
        + (use == .occurrence ? "; drawn for each event" : "")
    case .choice(let words): (words.count > 1 ? "one of " : "") + words.joined(separator: ", ")
    case .date: "date"
    case .condition: "condition"
    }
  }

  /// The default as a file would state it; nil where there is none.
  var fallbackText: String? {
    switch content {
    case .number(let kind, _): fallback.map { kind.text($0) }
    case .choice(let words): words.first
    case .date, .condition: nil
    }
  }
}

extension String {
  /// `a date` is `date`.
  fileprivate var withoutArticle: String {
    for article in ["an ", "a "] where hasPrefix(article) {
      return String(dropFirst(article.count))
    }
    return self
  }
}
