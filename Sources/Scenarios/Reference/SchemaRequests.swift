import Simulation
import Text

/// What is asked of paths, for the schema: conditions, observations, groups.
enum SchemaRequests {
  /// One text or a map.
  static var condition: JSON { anyOf(conditionPattern) }

  static var groups: JSON {
    [
      "type": ["object", "null"],
      "additionalProperties": anyOf(conditionPattern + "|" + worstPattern),
    ]
  }

  static var observation: JSON {
    let properties = ObservationKey.allCases.map { key -> (String, JSON) in
      switch key {
      case .date: (key.rawValue, SchemaQuantities.reference("date"))
      case .value: (key.rawValue, level)
      case .series, .source, .note: (key.rawValue, SchemaQuantities.reference("text"))
      }
    }
    return SchemaQuantities.map(
      properties, required: ObservationKey.required.map(\.key.rawValue))
  }

  static var sweeps: JSON {
    let level: JSON = ["type": ["number", "string"]]
    let levels: JSON = ["anyOf": [level, ["type": "array", "minItems": 1, "items": level]]]
    let properties = SweepKey.allCases.map { key -> (String, JSON) in
      switch key {
      case .vary:
        (
          key.rawValue,
          ["type": "object", "minProperties": 1, "additionalProperties": levels]
        )
      case .metrics:
        (
          key.rawValue,
          ["type": "array", "minItems": 1, "items": SchemaQuantities.reference("text")]
        )
      case .design: (key.rawValue, ["enum": .row(SweepKey.designs.map { .text($0) })])
      case .points:
        (
          key.rawValue,
          ["type": "integer", "minimum": 2, "maximum": .count(SweepRequest.mostPoints)]
        )
      }
    }
    let sweep = SchemaQuantities.map(properties, required: [SweepKey.vary.rawValue])
    return [
      "type": ["object", "null"],
      "additionalProperties": ["anyOf": [sweep, ["type": "null"]]],
    ]
  }

  /// A comparison, a state, or names of what happens, with the words that join them.
  private static let conditionPattern =
    "[<>=]|\\s(?:above|below)\\s|^[\\s()]*[A-Za-z_][-\\w.\\s()]*$"
  private static let worstPattern = "^\\s*\(WorstText.first)\\s"

  /// The unit is the business of the series: the reader says.
  private static let level: JSON = ["type": ["number", "string"]]

  private static func anyOf(_ pattern: String) -> JSON {
    let properties = ConditionKey.allCases.map { key -> (String, JSON) in
      switch key {
      case .series, .outcome: (key.rawValue, SchemaQuantities.reference("text"))
      case .above, .below: (key.rawValue, level)
      case .at, .until, .by, .before: (key.rawValue, SchemaQuantities.reference("date"))
      }
    }
    let map = SchemaQuantities.map(properties, required: [])
    return ["anyOf": [["type": ["string", "null"], "pattern": .text(pattern)], map]]
  }
}
