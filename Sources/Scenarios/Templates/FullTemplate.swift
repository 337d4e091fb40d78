import Simulation
import Text

/// A file with every key there is, made from the declarations: help as a comment, an example as the
/// value. Keys that cannot stand together with others are commented out.
package struct FullTemplate {
  private var lines: [String] = []
  private var hasEvidence = false

  /// - Parameters:
  ///   - company: Its name in the file.
  ///   - start: Date of the first value.
  package static func text(company: String, start: CalendarDate) -> String {
    var template = FullTemplate()
    template.write(company, start)
    return template.lines.joined(separator: "\n") + "\n"
  }

  private mutating func write(_ company: String, _ start: CalendarDate) {
    comment(
      """
      Every key of a scenario file. Delete what you do not need: only keys marked as required must \
      stay. A number may be a range ('5% to 20%'), a distribution, or a map with its evidence.
      """, at: 0)
    // Companies are long: they come last.
    let last = ScenarioKey.companies.name
    for key in ScenarioKey.all.filter({ $0.name != last }) + [ScenarioKey.companies] {
      lines.append("")
      let need = key.isRequired ? "Required." : key.fallback.map { "Default: \($0)." } ?? ""
      comment("\(key.help) \(key.choices) \(need)", at: 0)
      switch key.takes {
      case .companies: write(company, start, under: key.name)
      case .byCurrency: writeRates(start, under: key.name)
      case .factors: writeFactors(start, under: key.name)
      case .baskets: writeBasket(company, under: key.name)
      case .regimes: writeRegime(HappeningSamples(company: company, start: start), under: key.name)
      case .events: writeEvents(HappeningSamples(company: company, start: start), under: key.name)
      case .stresses: writeStress(HappeningSamples(company: company, start: start), under: key.name)
      case .date: lines.append("\(key.name): \(start)")
      default:
        let sample = (key.sample ?? "").replacing("acme.", with: company + ".")
        lines.append("\(key.isMentioned ? "# " : "")\(key.name): \(sample)")
      }
    }
  }

  private mutating func write(_ company: String, _ start: CalendarDate, under name: String) {
    lines += ["\(name):", "  \(company):"]
    comment("\(ScenarioKey.companyCurrencyHelp) Default: that of the top level.", at: 4)
    lines.append("    \(ScenarioKey.companyCurrency): \(ScenarioKey.currency.sample ?? "")")
    write(.company, at: 4, start)
  }

  /// - Parameter indent: Spaces before each line.
  private mutating func write(_ section: Section, at indent: Int, _ start: CalendarDate) {
    // Half a year on, so that it lies within any sensible horizon, and on a date of the grid.
    let date = start.adding(days: 26 * 7).description
    let margin = String(repeating: " ", count: indent)
    for (name, item) in section.all {
      if indent == 4 { lines.append("") }
      switch item {
      case .parameter(let parameter):
        comment(parameter.templateComment, at: indent)
        let mark = parameter.contradicts == nil ? "" : "# "
        let isDate = if case .date = parameter.content { true } else { false }
        let byRegime = HappeningSamples.numbersByRegime[parameter.key]
        let example = isDate ? date : byRegime ?? parameter.example
        lines.append("\(margin)\(mark)\(name): \(example)")
        if name == EvidenceKey.value.rawValue { writeEvidence(at: indent, start) }
      case .byFactor(let parameter):
        comment(parameter.templateComment, at: indent)
        let mark = parameter.contradicts == nil ? "" : "# "
        lines.append("\(margin)\(mark)\(name): \(parameter.example)")
      case .section(let below):
        // Above keys that are comments a section would be empty, which is an error.
        lines.append("\(margin)\(below.isContradiction ? "# " : "")\(name):")
        write(below, at: indent + 2, start)
      case .list(let below) where below.takesNames:
        let item = HappeningSamples.items[name] ?? ""
        lines += ["\(margin)\(name):", "\(margin)  \(item):"]
        write(below, at: indent + 4, start)
      case .list(let below):
        lines.append("\(margin)\(name):")
        let first = lines.count
        write(below, at: indent + 4, start)
        markItem(from: first, at: indent + 2)
      }
    }
  }

  private mutating func writeFactors(_ start: CalendarDate, under name: String) {
    lines.append("\(name):")
    for (factor, form) in [("sector", FactorDefinition.Form.log), ("gap", .level)] {
      lines.append("  \(factor):")
      let first = lines.count
      write(.factor(form), at: 4, start)
      // Room between blocks is for companies.
      lines = lines[..<first] + lines[first...].filter { !$0.isEmpty }
      // Each has its own.
      guard let of = lines.lastIndex(where: { $0.hasPrefix("    of:") }) else { continue }
      lines[of] = "    of: \(form.rawValue)"
    }
  }

  private mutating func writeBasket(_ company: String, under name: String) {
    lines += ["\(name):", "  basket:"]
    for key in BasketKey.allCases {
      comment(key.help, at: 4)
      lines.append("    \(key.rawValue): \(key == .holds ? "{\(company): 60%}" : key.example)")
    }
  }

  private mutating func writeRates(_ start: CalendarDate, under name: String) {
    lines += ["\(name):", "  \(HappeningSamples.currency):"]
    let first = lines.count
    // Beside a value of the company's it says more.
    hasEvidence = true
    write(.factor(.rate), at: 4, start)
    hasEvidence = false
    lines = lines[..<first] + lines[first...].filter { !$0.isEmpty }
  }

  private mutating func writeRegime(_ samples: HappeningSamples, under name: String) {
    let regime = samples.regime
    lines += ["\(name):", "  \(regime.name):"]
    for (key, text) in regime.keys {
      comment(key.help, at: 4)
      lines.append("    \(key.rawValue): \(text)")
    }
  }

  private mutating func writeStress(_ samples: HappeningSamples, under name: String) {
    lines += ["\(name):", "  \(HappeningSamples.stress):"]
    for (key, text) in samples.stress {
      comment(key.help, at: 4)
      lines.append("    \(key.rawValue): \(text)")
    }
  }

  /// Each key is explained where it first stands.
  private mutating func writeEvents(_ samples: HappeningSamples, under name: String) {
    lines.append("\(name):")
    var explained: Set<EventKey> = []
    for event in samples.events {
      comment(event.words, at: 2)
      lines.append("  \(event.name):")
      for (key, text) in event.keys {
        if explained.insert(key).inserted { comment(key.help, at: 4) }
        // A map in lines of its own stands below its key.
        let parts = text.split(separator: "\n", omittingEmptySubsequences: false)
        lines.append("    \(key.rawValue): \(parts[0])".trimmedAtEnd)
        lines += parts.dropFirst().map { "      " + $0 }
      }
    }
  }

  /// The first key of a list's item follows its dash; the comment above it stays above.
  private mutating func markItem(from first: Int, at indent: Int) {
    guard let key = lines[first...].firstIndex(where: { !$0.hasComment }) else { return }
    let margin = String(repeating: " ", count: indent)
    lines[key] = margin + "- " + lines[key].dropFirst(indent + 2)
    for comment in first..<key { lines[comment] = String(lines[comment].dropFirst(2)) }
  }

  /// Beside one value of the file, for all: any number may have them.
  private mutating func writeEvidence(at indent: Int, _ start: CalendarDate) {
    guard !hasEvidence else { return }
    hasEvidence = true
    let margin = String(repeating: " ", count: indent)
    comment("Any number can say where it comes from, in a map with its 'value':", at: indent)
    for key in EvidenceKey.allCases where key != .value {
      let value = key == .asOf ? start.description : key.example
      // The scope of a part would be doubted beside the price of the whole, and one number has no ends.
      let mark = [.scope, .truncate].contains(key) ? "# " : ""
      lines.append("\(margin)\(mark)\(key.rawValue): \(value)  # \(key.help)")
    }
  }

  private mutating func comment(_ text: String, at indent: Int) {
    let margin = String(repeating: " ", count: indent)
    // As files write it, and not to be broken before the sign.
    let text = text.split(separator: " ").joined(separator: " ").replacingPercent
    lines += text.wrapped(to: 98 - indent).map { "\(margin)# \($0)" }
  }
}

extension String {
  fileprivate var hasComment: Bool { trimmed.hasPrefix("#") }

  /// `-100 %` as `-100%`.
  fileprivate var replacingPercent: String {
    split(separator: " %", omittingEmptySubsequences: false).joined(separator: "%")
  }
}

extension EvidenceKey {
  fileprivate var example: String {
    switch self {
    case .value: ""
    case .source: "annual report, page 12"
    case .asOf: Expectation.date.example ?? ""
    case .note: "As reported; not audited."
    case .scope: "subscriptions"
    case .truncate: expectation.example ?? ""
    }
  }
}

extension Section {
  /// Whether each of its keys contradicts another.
  fileprivate var isContradiction: Bool {
    all.allSatisfy { _, item in
      switch item {
      case .parameter(let parameter), .byFactor(let parameter): parameter.contradicts != nil
      case .section(let below), .list(let below): below.isContradiction
      }
    }
  }
}

extension ScenarioKey {
  fileprivate var choices: String {
    if case .words(let words) = takes { "One of \(words.joined(separator: ", "))." } else { "" }
  }
}

extension Parameter {
  fileprivate var templateComment: String {
    var words = [help]
    switch content {
    case .choice(let choices) where choices.count > 1:
      words.append("One of \(choices.joined(separator: ", ")).")
    case .choice, .date, .condition: break
    case .number(let kind, let domain):
      let bounds = domain == .any ? "" : ", " + domain.rawValue
      words.append(kind.phrase.prefix(1).uppercased() + kind.phrase.dropFirst() + bounds + ".")
    }
    switch need {
    case .always: words.append("Required.")
    case .withSection: words.append("Required in this block.")
    case .optional: break
    }
    if need == .optional, let fallbackText { words.append("Default: \(fallbackText).") }
    if let contradicts { words.append("Instead of \(contradicts).") }
    return words.joined(separator: " ")
  }
}
