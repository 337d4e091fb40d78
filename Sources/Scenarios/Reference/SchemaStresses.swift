import Text

extension SchemaRequests {
  static var stresses: JSON {
    let stress = SchemaQuantities.map(
      StressKey.allCases.map { key in
        (
          key.rawValue,
          .object([
            ("description", .text(key.help)), ("examples", .row([JSON(yaml: key.example)])),
            ("allOf", [form(of: key)]),
          ])
        )
      }, required: [])
    return [
      "type": ["object", "null"], "additionalProperties": ["anyOf": [stress, ["type": "null"]]],
    ]
  }

  private static func form(of key: StressKey) -> JSON {
    let text = SchemaQuantities.reference("text")
    let number = SchemaQuantities.law(.coefficient)
    switch key {
    case .events: return map(of: text)
    case .regimes: return map(of: ["anyOf": [text, dated(text)]])
    case .drivers:
      return map(of: ["type": "string", "pattern": "^[pP][0-9.]+ to [pP][0-9.]+$"])
    case .shocks: return dated(map(of: number))
    case .replay:
      let returns: JSON = [
        "type": "array", "minItems": 1, "items": SchemaQuantities.law(.change),
      ]
      return SchemaQuantities.map(
        [
          (ReplayKey.from.rawValue, SchemaQuantities.reference("date")),
          (ReplayKey.returns.rawValue, map(of: returns)),
        ], required: ReplayKey.names)
    }
  }

  private static func map(of item: JSON) -> JSON {
    ["type": "object", "minProperties": 1, "additionalProperties": item]
  }

  private static func dated(_ item: JSON) -> JSON {
    [
      "type": "object", "minProperties": 1, "propertyNames": SchemaQuantities.reference("date"),
      "additionalProperties": item,
    ]
  }
}
