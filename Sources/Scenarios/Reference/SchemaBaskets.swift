import Simulation
import Text

/// Baskets, for the schema.
extension Schema {
  static var baskets: JSON {
    let keys = BasketKey.allCases.map { key -> (String, JSON) in
      let members: [(String, JSON)] = [
        ("description", .text(key.help)), ("examples", .row([JSON(yaml: key.example)])),
        ("allOf", [form(key)]),
      ]
      return (key.rawValue, .object(members))
    }
    return SchemaHappenings.named(SchemaQuantities.map(keys, required: []))
  }

  private static func form(_ key: BasketKey) -> JSON {
    switch key {
    case .holds:
      [
        "type": ["object", "null"], "propertyNames": ["pattern": .text(CompanyName.pattern)],
        "additionalProperties": [
          "anyOf": .list(
            HoldingForm.allCases.map { SchemaQuantities.law($0.rule(in: nil).kind) }
              + [["type": "null"]])
        ],
      ]
    case .value: SchemaQuantities.law(.money)
    case .rebalance: SchemaQuantities.law(.duration)
    }
  }
}
