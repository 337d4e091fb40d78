import Simulation
import Text

/// Regimes and events, for the schema.
enum SchemaHappenings {
  static var regimes: JSON {
    named(
      SchemaQuantities.map(
        RegimeKey.allCases.map { ($0.rawValue, described($0.help, [$0.example], $0.form)) },
        required: []))
  }

  static var events: JSON {
    named(
      SchemaQuantities.map(
        EventKey.allCases.map { ($0.rawValue, described($0.help, [$0.example], $0.form)) },
        required: []))
  }

  /// What everything that follows is, however deep: a list and a case hold what they stand in.
  static var definitions: [(String, JSON)] {
    [
      ("consequence", consequence), ("effects", effects), ("case", oneCase),
      ("condition", SchemaRequests.condition),
    ]
  }

  /// A map of the author's names.
  static func named(_ item: JSON) -> JSON {
    [
      "type": ["object", "null"],
      "propertyNames": [
        "pattern": .text(CompanyName.pattern),
        "not": ["enum": .row(CompanyName.reserved.map { .text($0) })],
      ],
      "additionalProperties": ["anyOf": [item, ["type": "null"]]],
    ]
  }

  private static func described(_ help: String, _ examples: [String], _ form: HappeningForm) -> JSON
  {
    .object([
      ("description", .text(help)), ("examples", .row(examples.map { JSON(yaml: $0) })),
      ("allOf", [schema(form)]),
    ])
  }

  private static func schema(_ form: HappeningForm) -> JSON {
    switch form {
    case .date: SchemaQuantities.reference("date")
    case .dates:
      [
        "anyOf": [
          SchemaQuantities.reference("date"),
          [
            "type": "array", "minItems": 1, "uniqueItems": .bool(true),
            "items": SchemaQuantities.reference("date"),
          ],
        ]
      ]
    case .condition: SchemaQuantities.reference("condition")
    case .consequence: SchemaQuantities.reference("consequence")
    case .number(let kind, let varies): SchemaQuantities.reference(kind, scheduled: varies)
    case .start:
      [
        "anyOf": [
          SchemaQuantities.reference("text"),
          states(SchemaQuantities.reference(.probability, scheduled: false)),
        ]
      ]
    case .transitions: states(states(SchemaQuantities.reference(.frequency, scheduled: true)))
    case .entering: states(SchemaQuantities.reference("consequence"))
    case .effects: SchemaQuantities.reference("effects")
    case .raises: raises
    case .premiums:
      states(SchemaQuantities.reference(Effect.premium.kind, scheduled: false))
    case .cases: states(SchemaQuantities.reference("case"))
    case .clustering: clustering
    }
  }

  private static var clustering: JSON {
    SchemaQuantities.map(
      ClusteringKey.allCases.map { key in
        (
          key.rawValue,
          SchemaQuantities.described(
            key.parameter.help,
            SchemaQuantities.reference(key.parameter.kind ?? .coefficient, scheduled: false))
        )
      },
      required: ClusteringKey.allCases.filter { $0.parameter.need == .withSection }.map(\.rawValue))
  }

  private static func states(_ item: JSON) -> JSON {
    [
      "type": ["object", "null"], "propertyNames": ["pattern": .text(CompanyName.pattern)],
      "additionalProperties": item,
    ]
  }

  // MARK: What follows

  private static var consequence: JSON {
    let list: JSON = [
      "type": "array", "minItems": 1, "items": SchemaQuantities.reference("effects"),
    ]
    let choice = SchemaQuantities.map(
      [
        (
          ConsequenceKey.cases,
          SchemaQuantities.described(ConsequenceKey.casesHelp, schema(.cases))
        )
      ],
      required: [ConsequenceKey.cases])
    return ["anyOf": [SchemaQuantities.reference("effects"), list, choice]]
  }

  private static var effects: JSON { SchemaQuantities.map(moves, required: []) }

  private static var oneCase: JSON {
    let own: [(String, String, HappeningForm)] = [
      (ConsequenceKey.weight, ConsequenceKey.weightHelp, .number(.probability)),
      (ConsequenceKey.then, ConsequenceKey.thenHelp, .consequence),
    ]
    return SchemaQuantities.map(
      own.map { ($0, SchemaQuantities.described($1, schema($2))) } + moves, required: [])
  }

  private static var raises: JSON {
    states(
      SchemaQuantities.map(
        RaiseKey.allCases.map {
          (
            $0.rawValue,
            SchemaQuantities.described(
              $0.help, SchemaQuantities.reference($0.kind, scheduled: false))
          )
        }, required: [RaiseKey.amount.rawValue]))
  }

  /// What is done, and for how long.
  private static var moves: [(String, JSON)] {
    operations + [
      (
        ConsequenceKey.lasting,
        SchemaQuantities.described(
          ConsequenceKey.lastingHelp, SchemaQuantities.reference(.duration, scheduled: false))
      )
    ]
  }

  private static var operations: [(String, JSON)] {
    Effect.Operation.allCases.map { operation in
      if operation.isOfCompanies {
        return (
          operation.rawValue, SchemaQuantities.described(operation.help, schema(operation.form))
        )
      }
      var targets: JSON = [
        "type": ["object", "null"],
        "patternProperties": .object(
          CompanyCatalog.levels.filter { $0.operations.contains(operation) }.map { level in
            let kind = level.rule(of: operation).kind
            return (
              level.pattern,
              SchemaQuantities.described(
                level.help, SchemaQuantities.reference(kind, scheduled: false))
            )
          } + numbers(of: operation) + numbersOfFactors(operation) + numbersOfRates(operation)
            + alone(operation)),
        "additionalProperties": .bool(false),
      ]
      targets = SchemaQuantities.described(operation.help, targets)
      return (operation.rawValue, targets)
    }
  }
}

extension SchemaHappenings {
  /// A name of the author's.
  static let word = "[A-Za-z0-9_][A-Za-z0-9_-]*"

  /// What has a name of one word: factors, and regimes that are set to a state; and exchange rates.
  private static func alone(_ operation: Effect.Operation) -> [(String, JSON)] {
    let forms = FactorDefinition.Form.stated.map { form in
      SchemaQuantities.reference(
        FactorCatalog.level(of: form).rule(of: operation).kind, scheduled: false)
    }
    let states = operation == .set ? [SchemaQuantities.reference("text")] : []
    let rate = FactorCatalog.level(of: .rate)
    return [
      ("^\(word)$", ["anyOf": .list(forms + states)]),
      (
        "^\(rates)$",
        SchemaQuantities.described(
          rate.help, SchemaQuantities.reference(rate.rule(of: operation).kind, scheduled: false))
      ),
    ]
  }

  /// Numbers that an operation can move, by the patterns of their names.
  private static func numbers(of operation: Effect.Operation) -> [(String, JSON)] {
    let own = CompanyCatalog.parameters.filter { $0.use.isByStep }
    let names = own.map(\.schemaName)
    func sized(_ help: String, _ kind: Kind, _ domain: Domain) -> JSON {
      let kind = Effect.rule(of: operation, on: kind, domain).kind
      return SchemaQuantities.described(
        help, SchemaQuantities.reference(kind, scheduled: false))
    }
    // A way between states looks like a key of two words.
    let ofFactors = FactorCatalog.parameters(of: .log).filter { $0.use.isByStep }.map(\.schemaName)
    let taken = names + ofFactors + CompanyCatalog.levels.map(\.name.escaped)
    let way = "^(?!\(rates)\\.)\(word)\\.(?!(\(taken.joined(separator: "|")))$)\(word)\\.\(word)$"
    return zip(names, own).map { name, parameter in
      (
        "^\(word)\\.\(name)$",
        sized(parameter.help, parameter.kind ?? .coefficient, parameter.domain)
      )
    } + [
      (
        "^\(word)\\.\(EventKey.frequency.rawValue)$",
        sized(EventKey.frequency.help, .frequency, .nonNegative)
      ),
      (way, sized("How often one state leads to another.", .frequency, .nonNegative)),
    ]
  }
}

extension Parameter {
  /// Of its names in a file, without what owns it.
  var schemaName: String {
    isShorthand
      ? "\(section.escaped)(\\.\(key.dropFirst(section.count + 1)))?" : key.escaped
  }
}

extension MovableLevel {
  /// Of its names in a file, with any company: `acme.revenue.lines.0`.
  fileprivate var pattern: String {
    "^\(SchemaHappenings.word)\\.\(name.escaped)$"
  }
}

extension String {
  /// A key as a pattern: `revenue.lines[]` with any place, `listings[].weight` with any name.
  var escaped: String {
    replacing("[]", with: ".[A-Za-z0-9_-]+").replacing(".", with: "\\.")
  }
}
