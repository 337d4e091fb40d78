import Simulation
import Text

// What a company may state.

extension Schema {
  /// Whether a file says all, or lies on top of one that may have what it leaves out.
  enum Standing {
    case whole, onTop
  }

  static func company(in file: Standing) -> JSON {
    SchemaQuantities.map(
      [(ScenarioKey.companyCurrency, companyCurrency)] + properties(of: .company, in: file),
      required: file == .whole ? requiredSections : [])
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

  private static func properties(
    of section: Section, in file: Standing
  ) -> [(String, JSON)] {
    section.all.map { name, item in
      let history =
        HistoryKey.series(at: name) == nil ? [] : [(HistoryKey.name, SchemaQuantities.history)]
      return switch item {
      case .parameter(let parameter): (name, schema(parameter, beside: history))
      case .section(let below): (name, schema(below, in: file, beside: history))
      case .list(let below): (name, list(of: below, in: file))
      case .byFactor(let parameter): (name, loadings(parameter))
      }
    }
  }

  /// Maps in a list, which is replaced as a whole, or by name where they may have names.
  private static func list(of section: Section, in file: Standing) -> JSON {
    let items: JSON = ["type": ["array", "null"], "items": map(section, in: .whole)]
    guard section.takesNames else { return items }
    let names: JSON = [
      "type": "object",
      "propertyNames": [
        "pattern": .text(CompanyName.pattern), "not": ["pattern": "^[0-9]+$"],
      ],
      "additionalProperties": map(section, in: file),
    ]
    if section.naming == .names { return names }
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
    if case .condition = parameter.content { return SchemaQuantities.reference("condition") }
    return parameter.kind.map { SchemaQuantities.reference($0, scheduled: parameter.use.isByStep) }
      ?? SchemaQuantities.reference("date")
  }

  /// A section as a map or, where it is short for one of its keys, as that key's value.
  ///
  /// - Parameter others: What may stand beside its keys.
  static func schema(
    _ section: Section, in file: Standing, beside others: [(String, JSON)] = []
  ) -> JSON {
    guard let (_, parameter) = section.shorthand, let kind = parameter.kind else {
      return map(section, in: file, beside: others)
    }
    let short =
      parameter.use.isByStep
      ? SchemaQuantities.reference(kind, scheduled: true) : SchemaQuantities.law(kind)
    return [
      "description": .text(parameter.description),
      "examples": .row([JSON(yaml: parameter.example)]),
      "anyOf": [short, map(section, in: file, beside: others)],
    ]
  }

  static func map(
    _ section: Section, in file: Standing, beside others: [(String, JSON)] = []
  ) -> JSON {
    guard let (name, parameter) = section.shorthand, let kind = parameter.kind else {
      let required = section.all.compactMap { name, item in
        if case .parameter(let parameter) = item, parameter.need == .withSection {
          name
        } else {
          nil
        }
      }
      return SchemaQuantities.map(
        properties(of: section, in: file) + others, required: file == .whole ? required : [])
    }
    // The value may stand under its own key or under `value`, once, with its evidence beside it.
    let value = EvidenceKey.value.rawValue
    let keys =
      [(value, SchemaQuantities.described(parameter.description, SchemaQuantities.law(kind)))]
      + properties(of: section, in: file).filter { $0.0 != value } + SchemaQuantities.evidence
      + others
    var members: [(String, JSON)] = [
      ("type", ["object", "null"]), ("properties", .object(keys)),
      ("additionalProperties", .bool(false)),
      ("dependencies", SchemaQuantities.evidenceNeedsValue),
    ]
    let names = name == value ? [value] : [name, value]
    let once: [JSON] = names.map { ["required": .row([.text($0)])] }
    if parameter.need == .always, file == .whole {
      members.append(("oneOf", .list(once)))
    } else if names.count > 1 {
      members.append(("not", ["required": .row(names.map { .text($0) })]))
    }
    return .object(members)
  }
}

extension Parameter {
  /// Help with kind and bounds.
  fileprivate var description: String { kind == nil ? help : "\(help) (\(kindText))" }
}
