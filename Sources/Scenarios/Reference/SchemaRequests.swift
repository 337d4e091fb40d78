import Simulation
import Text

/// What is asked of paths, for the schema: conditions, observations, groups.
enum SchemaRequests {
  /// One text or a map.
  static var condition: JSON { anyOf(conditionPattern) }

  static var groups: JSON {
    [
      "type": ["object", "null"], "minProperties": 1,
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

  private static let conditionPattern = "[<>]|\\s(?:above|below)\\s"
  private static let worstPattern = "^\\s*\(WorstText.first)\\s"

  /// The unit is the business of the series: the reader says.
  private static let level: JSON = ["type": ["number", "string"]]

  private static func anyOf(_ pattern: String) -> JSON {
    let properties = ConditionKey.allCases.map { key -> (String, JSON) in
      switch key {
      case .series, .outcome: (key.rawValue, SchemaQuantities.reference("text"))
      case .above, .below: (key.rawValue, level)
      case .at, .until: (key.rawValue, SchemaQuantities.reference("date"))
      }
    }
    let map = SchemaQuantities.map(properties, required: [])
    return ["anyOf": [["type": ["string", "null"], "pattern": .text(pattern)], map]]
  }
}
