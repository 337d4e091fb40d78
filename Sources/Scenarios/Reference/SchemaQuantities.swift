import Simulation
import Text

/// The definitions of a schema that keys refer to: every form of a number, by kind.
enum SchemaQuantities {
  static func reference(_ name: String) -> JSON { ["$ref": .text("#/definitions/\(name)")] }

  /// A number in any of its forms, and by date where a schedule is allowed.
  static func reference(_ kind: Kind, scheduled: Bool) -> JSON {
    reference(scheduled ? kind.scheduledName : kind.statedName)
  }

  /// A number, range or distribution without evidence.
  static func law(_ kind: Kind) -> JSON { reference(kind.rawValue) }

  static var definitions: [(String, JSON)] {
    Kind.allCases.flatMap { kind in
      [
        (kind.rawValue, law(of: kind)), (kind.statedName, stated(kind)),
        (kind.scheduledName, scheduled(kind)),
      ]
    } + [
      ("argument", argument), ("weighted", weighted), ("distribution", distribution),
      ("ends", ends), ("text", text), ("date", date),
      ("currency", ["type": ["string", "null"], "pattern": "^[A-Z]{3}$", "examples": ["HKD"]]),
    ]
  }

  /// What may stand beside a value.
  static let evidence: [(String, JSON)] = EvidenceKey.allCases.filter { $0 != .value }.map {
    let form =
      switch $0 {
      case .asOf: "date"
      case .truncate: "ends"
      case .value, .source, .note, .scope: "text"
      }
    return ($0.rawValue, described($0.help, reference(form)))
  }

  /// Evidence belongs to a value.
  static let evidenceNeedsValue: JSON = .object(
    evidence.map { ($0.0, .row([.text(EvidenceKey.value.rawValue)])) })

  /// A reference has no room for a description beside it in draft-07.
  static func described(_ help: String, _ schema: JSON) -> JSON {
    ["description": .text(help), "allOf": [schema]]
  }

  private static func law(of kind: Kind) -> JSON {
    let number: JSON =
      QuantityPattern.takesBareNumbers(kind)
      ? ["type": "number"] : ["const": 0, "description": "Other numbers need their unit."]
    return [
      "description": .text("\(kind.expectation.what), such as \(kind.example)"),
      "anyOf": [
        number, ["type": "string", "pattern": .text(QuantityPattern.of(kind))],
        reference("distribution"),
      ],
    ]
  }

  private static func stated(_ kind: Kind) -> JSON {
    let value = EvidenceKey.value
    return [
      "anyOf": [
        law(kind),
        map(
          [(value.rawValue, described(value.help, law(kind)))] + evidence,
          required: [value.rawValue]),
      ]
    ]
  }

  private static func scheduled(_ kind: Kind) -> JSON {
    let piece: JSON = [
      "anyOf": [reference(kind.statedName), byRegime(kind), along(kind)]
    ]
    let byDate: JSON = [
      "type": "object", "description": "From each date on.", "minProperties": 1,
      "propertyNames": ["pattern": .text(datePattern)], "additionalProperties": piece,
    ]
    let schedule = map(
      [(LocatedNode.scheduleKey, byDate)], required: [LocatedNode.scheduleKey])
    let value = EvidenceKey.value.rawValue
    let several: JSON = ["anyOf": [schedule, byRegime(kind), along(kind)]]
    return [
      "anyOf": [
        reference(kind.statedName), several,
        map([(value, several)] + evidence, required: [value]),
      ]
    ]
  }

  /// One number for each state of a regime.
  private static func byRegime(_ kind: Kind) -> JSON {
    [
      "type": "object", "description": "In each state of a regime.", "minProperties": 2,
      "required": .row([.text(RegimeLawKey.regime)]),
      "properties": .object([(RegimeLawKey.regime, reference("text"))]),
      "additionalProperties": reference(kind.statedName),
    ]
  }

  /// One number at each point of what a series is, linear between them.
  private static func along(_ kind: Kind) -> JSON {
    let points: JSON = [
      "type": "object", "description": "At each value of the series, ascending.",
      "minProperties": 2, "additionalProperties": reference(kind.statedName),
    ]
    let names = AlongKey.allCases.map(\.rawValue)
    return map(Array(zip(names, [reference("text"), points])), required: names)
  }

  /// What a series was before the start.
  static let history: JSON = described(
    HistoryKey.help,
    [
      "type": "object", "minProperties": 1, "propertyNames": ["pattern": .text(datePattern)],
      "additionalProperties": ["type": ["number", "string"]],
    ])

  /// A map that allows these keys and no others; or nothing, by which a file that extends another
  /// takes a key out.
  static func map(_ properties: [(String, JSON)], required: [String]) -> JSON {
    var members: [(String, JSON)] = [
      ("type", ["object", "null"]), ("properties", .object(properties)),
      ("additionalProperties", .bool(false)),
    ]
    if !required.isEmpty { members.append(("required", .row(required.map { .text($0) }))) }
    return .object(members)
  }

  /// The unit is the key's, and which numbers go together is the family's business: the reader says.
  private static let argument: JSON = [
    "anyOf": [["type": "number"], ["type": "string", "pattern": .text(QuantityPattern.any)]]
  ]

  /// A value of a list with its weight.
  private static let weighted: JSON = {
    let value: JSON = ["anyOf": [reference("argument"), range, reference("distribution")]]
    let names = DistributionFamily.weightedArguments
    return map(
      names.map { ($0, $0 == EvidenceKey.value.rawValue ? value : reference("argument")) },
      required: names)
  }()

  private static let range: JSON = ["type": "string", "pattern": " to "]

  /// A map of one family, and perhaps the ends of what may be drawn; an editor completes the names of
  /// families and arguments.
  private static let distribution: JSON = [
    "type": "object", "minProperties": 1, "maxProperties": 2, "additionalProperties": .bool(false),
    "anyOf": .list(DistributionFamily.all.map { ["required": .row([.text($0.name)])] }),
    "properties": .object(
      DistributionFamily.all.map { ($0.name, $0.schema) } + [
        (EvidenceKey.truncate.rawValue, described(EvidenceKey.truncate.help, reference("ends")))
      ]),
  ]

  private static let ends: JSON = [
    "anyOf": [
      ["type": "array", "minItems": 2, "maxItems": 2, "items": reference("argument")],
      map(ScenarioReader.endNames.map { ($0, reference("argument")) }, required: []),
    ]
  ]

  /// YAML makes numbers of texts such as `2026`.
  private static let text: JSON = ["type": ["string", "number", "null"]]

  private static let datePattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
  private static let date: JSON = [
    "type": ["string", "null"], "pattern": .text(datePattern),
    "examples": .row([.text(Expectation.date.example ?? "")]),
  ]
}

extension Kind {
  fileprivate var statedName: String { rawValue + "Stated" }
  fileprivate var scheduledName: String { rawValue + "Scheduled" }
}

extension DistributionFamily {
  /// What each map of a list of weighted values holds.
  fileprivate static var weightedArguments: [String] {
    named("mixture")?.arguments.map(\.name) ?? []
  }

  fileprivate var schema: JSON {
    let words: (String, JSON) = ("description", .text("\(help) (\(usage))"))
    switch content {
    case .values: return list(words, of: "argument")
    case .weightedValues, .weightedLaws: return list(words, of: "weighted")
    case .forms: break
    }
    let argument = SchemaQuantities.reference("argument")
    var members: [(String, JSON)] = [
      words, ("type", "object"), ("minProperties", 1),
      (
        "properties",
        .object(arguments.map { ($0.name, SchemaQuantities.described($0.help, argument)) })
      ),
    ]
    if takesPercentiles {
      members.append(("patternProperties", ["^p[0-9]{1,2}(\\.[0-9]+)?$": argument]))
    }
    return .object(members + [("additionalProperties", .bool(false))])
  }

  private func list(_ words: (String, JSON), of item: String) -> JSON {
    .object([
      words, ("type", "array"), ("minItems", 1), ("items", SchemaQuantities.reference(item)),
    ])
  }
}
