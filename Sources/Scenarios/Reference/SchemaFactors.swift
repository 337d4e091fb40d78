import Simulation
import Text

/// Factors and what follows them, for the schema.
extension Schema {
  static var factors: JSON {
    let forms = FactorDefinition.Form.stated.map { map(.factor($0), in: .whole) }
    return SchemaHappenings.named(["anyOf": .list(forms)])
  }

  /// A series of companies or baskets, or a factor or an exchange rate by its name.
  static var ownSeries: JSON {
    [
      "anyOf": [
        ["enum": .row(ScenarioKey.seriesNames.map { .text($0) })],
        ["type": "string", "pattern": .text(CompanyName.pattern)],
        ["type": "string", "pattern": .text("^\(ScenarioKey.exchangeRates.name)\\.[A-Z]{3}$")],
        [
          "type": "string",
          "pattern": .text(CompanyName.pattern.dropLast() + "\\.premium$"),
        ],
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

extension SchemaHappenings {
  /// Exchange rates, by the pattern of their names.
  static let rates = ScenarioKey.exchangeRates.name.escaped + "\\.[A-Z]{3}"

  /// Numbers of exchange rates that an operation can move, by the patterns of their names.
  static func numbersOfRates(_ operation: Effect.Operation) -> [(String, JSON)] {
    FactorCatalog.parameters(of: .rate).filter { $0.use.isByStep }.map { parameter in
      let rule = Effect.rule(
        of: operation, on: parameter.kind ?? .coefficient, parameter.domain)
      return (
        "^\(rates)\\.\(parameter.schemaName)$",
        SchemaQuantities.described(
          parameter.help, SchemaQuantities.reference(rule.kind, scheduled: false))
      )
    }
  }

  /// Numbers of factors, in the units of either form.
  static func numbersOfFactors(_ operation: Effect.Operation) -> [(String, JSON)] {
    let forms = FactorDefinition.Form.stated.map { form in
      FactorCatalog.parameters(of: form).filter { $0.use.isByStep }
    }
    return zip(forms[0], forms[1]).map { one, other in
      let kinds = [one, other].map { parameter in
        let rule = Effect.rule(
          of: operation, on: parameter.kind ?? .coefficient, parameter.domain)
        return SchemaQuantities.reference(rule.kind, scheduled: false)
      }
      return (
        "^\(word)\\.\(one.schemaName)$", ["description": .text(one.help), "anyOf": .list(kinds)]
      )
    }
  }
}
