import Simulation
import Text

/// A JSON Schema (draft-07) of the scenario file, made from the declarations that the reader walks:
/// for editors, which complete keys and mark unknown ones.
///
/// It accepts every file that the reader accepts. The reader refuses more: bounds, ends that do not
/// rise, contradictions.
package enum Schema {
  /// The document; the same bytes every time.
  package static var text: String { document.document }

  private static var document: JSON {
    let company = SchemaQuantities.map(
      [(ScenarioKey.companyCurrency, companyCurrency)] + properties(of: .company), required: [])
    return [
      "$schema": "http://json-schema.org/draft-07/schema#",
      "title": "Ballpark scenario",
      "description": "What somebody believes about companies, for ballpark to simulate.",
      "type": "object",
      "properties": .object(ScenarioKey.all.map { ($0.name, schema($0)) }),
      "additionalProperties": .bool(false),
      "if": ["not": ["required": .row([.text(ScenarioKey.extends.name)])]],
      "then": whole,
      "definitions": .object(
        [("company", company)] + SchemaQuantities.definitions + SchemaHappenings.definitions),
    ]
  }

  /// What a file must have that extends no other.
  private static var whole: JSON {
    let company: JSON = ["required": .row(requiredSections.map { .text($0) })]
    return [
      "required": .row(ScenarioKey.all.filter(\.isRequired).map { .text($0.name) }),
      "properties": .object([
        (ScenarioKey.companies.name, JSON.object([("additionalProperties", company)]))
      ]),
    ]
  }

  private static var companyCurrency: JSON {
    SchemaQuantities.described(
      ScenarioKey.companyCurrencyHelp, SchemaQuantities.reference("currency"))
  }

  /// Sections of a company that hold a key which must be there.
  private static var requiredSections: [String] {
    CompanyCatalog.parameters.filter { $0.need == .always }
      .compactMap { $0.key.split(separator: ".").first.map(String.init) }
  }

  // MARK: The top level

  private static func schema(_ key: ScenarioKey) -> JSON {
    var members: [(String, JSON)] = [("description", .text(key.help))]
    // What a currency and the outcomes fall back to is no value.
    if let fallback = key.fallback,
      ![ScenarioKey.currency.name, ScenarioKey.outcomes.name].contains(key.name)
    {
      members.append(("default", JSON(yaml: fallback)))
    }
    if let example = key.expectation.example {
      members.append(("examples", .row([JSON(yaml: example)])))
    }
    return .object(members + [("allOf", [form(key.takes)])])
  }

  private static func form(_ shape: ScenarioKey.Shape) -> JSON {
    switch shape {
    case .text: SchemaQuantities.reference("text")
    case .files:
      [
        "anyOf": [
          SchemaQuantities.reference("text"),
          list(SchemaQuantities.reference("text"), unique: true),
        ]
      ]
    case .date: SchemaQuantities.reference("date")
    case .currency: SchemaQuantities.reference("currency")
    case .whole(let least, let most):
      [
        "anyOf": [
          ["type": ["integer", "null"], "minimum": .number(least), "maximum": .number(most)],
          ["type": "string", "pattern": .text(QuantityPattern.of(.count))],
        ]
      ]
    case .words(let words): ["enum": .row(words.map { .text($0) } + [.null])]
    case .wordList(let words):
      list(["enum": .row(words.map { .text($0) })], unique: true, least: 0)
    case .seriesList: list(ownSeries, unique: true, least: 0)
    case .percentiles: list(SchemaQuantities.reference("argument"), unique: true)
    case .quantity(let kind): SchemaQuantities.law(kind)
    case .number(let parameter): form(parameter)
    case .byCurrency:
      [
        "type": ["object", "null"], "propertyNames": SchemaQuantities.reference("currency"),
        "additionalProperties": schema(.factor(.rate)),
      ]
    case .companies:
      [
        "type": "object", "minProperties": 1,
        "propertyNames": [
          "pattern": .text(CompanyName.pattern),
          "not": ["enum": .row(CompanyName.reserved.map { .text($0) })],
        ],
        "additionalProperties": SchemaQuantities.reference("company"),
      ]
    case .factors: factors
    case .baskets: baskets
    case .regimes: SchemaHappenings.regimes
    case .events: SchemaHappenings.events
    case .correlations(let value): correlations(value: value)
    case .conditions: list(SchemaQuantities.reference("condition"), unique: true, least: 0)
    case .observations: list(SchemaRequests.observation, unique: true, least: 0)
    case .groups: SchemaRequests.groups
    case .sweeps: SchemaRequests.sweeps
    }
  }

  private static func correlations(value: String) -> JSON {
    let pair: JSON = [
      "type": "array", "minItems": 2, "maxItems": 2, "uniqueItems": .bool(true),
      "items": SchemaQuantities.reference("text"),
    ]
    let number = SchemaQuantities.law(.coefficient)
    return list(
      SchemaQuantities.map(
        [(ScenarioKey.between, pair), (value, number)], required: [ScenarioKey.between, value]),
      unique: true, least: 0)
  }

  private static func list(_ items: JSON, unique: Bool, least: Int = 1) -> JSON {
    [
      "type": ["array", "null"], "minItems": .count(least), "uniqueItems": .bool(unique),
      "items": items,
    ]
  }

  // MARK: A company

  private static func properties(of section: Section) -> [(String, JSON)] {
    section.all.map { name, item in
      let history =
        HistoryKey.series(at: name) == nil ? [] : [(HistoryKey.name, SchemaQuantities.history)]
      return switch item {
      case .parameter(let parameter): (name, schema(parameter, beside: history))
      case .section(let below): (name, schema(below, beside: history))
      case .list(let below): (name, list(of: below))
      case .byFactor(let parameter): (name, loadings(parameter))
      }
    }
  }

  /// Maps in a list, or by name where they may have names.
  private static func list(of section: Section) -> JSON {
    let items: JSON = ["type": ["array", "null"], "items": map(section)]
    guard section.takesNames else { return items }
    let names: JSON = [
      "type": "object",
      "propertyNames": [
        "pattern": .text(CompanyName.pattern), "not": ["pattern": "^[0-9]+$"],
      ],
      "additionalProperties": map(section),
    ]
    return ["anyOf": [items, names]]
  }

  /// - Parameter others: What may stand beside its value and evidence.
  private static func schema(_ parameter: Parameter, beside others: [(String, JSON)]) -> JSON {
    var members: [(String, JSON)] = [("description", .text(parameter.description))]
    if let fallback = parameter.fallbackText { members.append(("default", JSON(yaml: fallback))) }
    members.append(("examples", .row([JSON(yaml: parameter.example)])))
    if case .choice(let words) = parameter.content {
      members.append(("enum", .row(words.map { .text($0) } + [.null])))
    } else if others.isEmpty {
      members.append(("allOf", [form(parameter)]))
    } else {
      let value = (EvidenceKey.value.rawValue, form(parameter))
      let whole = SchemaQuantities.map(
        [value] + SchemaQuantities.evidence + others, required: [])
      members.append(("anyOf", [form(parameter), whole]))
    }
    return .object(members)
  }

  static func form(_ parameter: Parameter) -> JSON {
    parameter.kind.map { SchemaQuantities.reference($0, scheduled: parameter.use.isByStep) }
      ?? SchemaQuantities.reference("date")
  }

  /// A section as a map or, where it is short for one of its keys, as that key's value.
  ///
  /// - Parameter others: What may stand beside its keys.
  private static func schema(_ section: Section, beside others: [(String, JSON)] = []) -> JSON {
    guard let (_, parameter) = section.shorthand, let kind = parameter.kind else {
      return map(section, beside: others)
    }
    let short =
      parameter.use.isByStep
      ? SchemaQuantities.reference(kind, scheduled: true) : SchemaQuantities.law(kind)
    return [
      "description": .text(parameter.description),
      "examples": .row([JSON(yaml: parameter.example)]),
      "anyOf": [short, map(section, beside: others)],
    ]
  }

  /// Of its keys none is required: the file that this one extends may have them.
  static func map(_ section: Section, beside others: [(String, JSON)] = []) -> JSON {
    guard let (name, parameter) = section.shorthand, let kind = parameter.kind else {
      return SchemaQuantities.map(properties(of: section) + others, required: [])
    }
    // The value may stand under its own key or under `value`, once, with its evidence beside it.
    let value = EvidenceKey.value.rawValue
    let keys =
      [(value, SchemaQuantities.described(parameter.description, SchemaQuantities.law(kind)))]
      + properties(of: section).filter { $0.0 != value } + SchemaQuantities.evidence + others
    var members: [(String, JSON)] = [
      ("type", ["object", "null"]), ("properties", .object(keys)),
      ("additionalProperties", .bool(false)),
      ("dependencies", SchemaQuantities.evidenceNeedsValue),
    ]
    if name != value {
      members.append(("not", ["required": .row([.text(name), .text(value)])]))
    }
    return .object(members)
  }
}

extension Parameter {
  /// Help with kind and bounds.
  fileprivate var description: String { kind == nil ? help : "\(help) (\(kindText))" }
}
