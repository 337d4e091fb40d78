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
        [("company", company(in: .onTop)), ("wholeCompany", company(in: .whole))]
          + SchemaQuantities.definitions + SchemaHappenings.definitions),
    ]
  }

  /// What a file must have that extends no other.
  private static var whole: JSON {
    let company = SchemaQuantities.reference("wholeCompany")
    return [
      "required": .row(ScenarioKey.all.filter(\.isRequired).map { .text($0.name) }),
      "properties": .object([
        (ScenarioKey.companies.name, JSON.object([("additionalProperties", company)]))
      ]),
    ]
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
        "additionalProperties": schema(.factor(.rate), in: .whole),
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
    case .stresses: SchemaRequests.stresses
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
}
