import Simulation
import Text

/// Factors and what follows them, for the schema.
extension Schema {
  static var factors: JSON {
    let forms = FactorDefinition.Form.stated.map { map(.factor($0)) }
    return SchemaHappenings.named(["anyOf": .list(forms)])
  }

  /// A series of companies, or a factor or an exchange rate by its name.
  static var ownSeries: JSON {
    [
      "anyOf": [
        ["enum": .row(CompanyCatalog.series.names.map { .text($0) })],
        ["type": "string", "pattern": .text(CompanyName.pattern)],
        ["type": "string", "pattern": .text("^\(ScenarioKey.exchangeRates.name)\\.[A-Z]{3}$")],
      ]
    ]
  }

  /// A map of numbers by factor.
  static func loadings(_ parameter: Parameter) -> JSON {
    [
      "description": .text(parameter.help), "examples": .row([JSON(yaml: parameter.example)]),
      "type": ["object", "null"], "propertyNames": ["pattern": .text(CompanyName.pattern)],
      "additionalProperties": form(parameter),
    ]
  }
}
