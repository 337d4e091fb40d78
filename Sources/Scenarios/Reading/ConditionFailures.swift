import Simulation

// Why a text is no condition, and where.

extension ScenarioReader {
  mutating func report(_ failure: ConditionTree.Failure, of text: String, at place: Place) {
    // A space that is none joins two words, so that the next one is taken for another part.
    if Lookalike.first(in: text) != nil {
      return report(.unexpected(.condition, found: "'\(text)'"), at: place)
    }
    let (part, cause): (ConditionText.Part, DiagnosticCause)
    switch failure {
    case .tooDeep(let found): (part, cause) = (found, .tooDeep(levels: ConditionTree.mostLevels))
    case .tooMany(let found):
      let most = Expectation("a text of at most \(ConditionTree.mostLeaves) conditions")
      (part, cause) = (found, .unexpected(most, found: "one more"))
    case .unclosed(let found): (part, cause) = (found, .unpairedParenthesis(found.text))
    case .unopened(let found): (part, cause) = (found, .unpairedParenthesis(found.text))
    case .noOperand(let found, let isBefore):
      (part, cause) = (found, .noOperand(found.text, isBefore: isBefore))
    case .unjoined(let found): (part, cause) = (found, .unjoined(found.text))
    }
    report(cause, at: self.part(part, of: text, at: place).place)
  }

  mutating func report(
    _ failure: ConditionText.Failure, in leaf: ConditionText.Part, of text: String,
    at place: Place
  ) {
    let own = leaf.trimmed.text
    switch Lookalike.first(in: own) != nil ? .noComparison : failure {
    case .noComparison:
      report(
        .unexpected(.condition, found: own.isEmpty ? "" : "'\(own)'"),
        at: part(leaf, of: text, at: place).place)
    case .unknownComparison(let word):
      // An event is compared with nothing, and a regime with its states.
      let name = part(
        ConditionText.Part(text: own.prefixBeforeSign, offset: leaf.trimmed.offset), of: text,
        at: place)
      guard !reportHappening(compared: name) else { return }
      report(
        .unknownWord(word.text, as: "comparison", known: ConditionText.comparisons.map(\.word)),
        at: part(word, of: text, at: place).place)
    case .unknownMoment(let word):
      report(
        .unknownWord(word.text, as: "word", known: ConditionText.moments.map(\.rawValue)),
        at: part(word, of: text, at: place).place)
    case .otherWord(let word, let meant):
      report(
        .otherJoiningWord(word.text, meant: meant.rawValue),
        at: part(word, of: text, at: place).place)
    }
  }

  /// Whether a date is stated where none can be; reports it then.
  mutating func reportDate(_ moment: StatedMoment?, _ use: ConditionUse) -> Bool {
    guard use == .event, let moment else { return false }
    report(.dateUnderWay(moment.key.rawValue), at: moment.date.place)
    return true
  }
}

extension String {
  /// The name that a comparison begins with.
  fileprivate var prefixBeforeSign: String {
    String(prefix { !$0.isSpace && !"<>=!".contains($0) })
  }
}
