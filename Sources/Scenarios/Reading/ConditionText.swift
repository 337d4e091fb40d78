import Simulation
import Statistics

/// One condition as a text, cut into its parts: `acme.sharePrice < 20 USD until 2026-12-31`.
///
///     name  < | > | above | below  level  [moment  date]
///     name  =  state  [moment  date]
///     name  [moment  date]
///
/// In place of the name of a series may stand its change: `change of acme.arr over 6 months`.
///
/// A moment is `at`, `until`, `by` or `before`. The parts are cut here and nowhere else; what they say is
/// checked where a scenario is known.
struct ConditionText {
  /// A part with its offset in the text, in Unicode scalars.
  struct Part: Equatable {
    let text: String
    let offset: Int
  }

  /// What is asked of what is named.
  enum Form: Equatable {
    case compared(Relation, level: Part)
    case inState(Part)
    case happened
  }

  /// Why a text is no condition.
  enum Failure: Error {
    case noComparison
    case unknownComparison(Part)
    case unknownMoment(Part)
    /// `&&`, `AND`: the word that joins or turns conditions elsewhere.
    case otherWord(Part, JoiningWord)
  }

  static let comparisons: [(word: String, relation: Relation)] =
    Relation.allCases.map { ($0.symbol, $0) }
    + Relation.allCases.map { ($0.rawValue, $0) }
  static let equality = "="
  static let moments = [ConditionKey.at, .until, .by, .before]

  let name: Part
  let form: Form
  let moment: (key: ConditionKey, date: Part)?

  init(_ part: Part) throws(Failure) {
    var rest = part.trimmed
    if let (word, meant) = Self.otherWord(in: rest) { throw .otherWord(word, meant) }
    let symbols: (Character) -> Bool = { "<>=".contains($0) }
    name =
      SeriesText.isChange(rest) ? Self.cutChange(&rest) : rest.cut { $0.isSpace || symbols($0) }
    guard !name.text.isEmpty else { throw .noComparison }
    guard let next = rest.text.first else {
      (form, moment) = (.happened, nil)
      return
    }
    let word = symbols(next) ? rest.cut { !symbols($0) } : rest.cut { $0.isSpace }
    if let known = Self.comparisons.first(where: { $0.word == word.text }) {
      let (level, moment) = try Self.levelAndMoment(rest)
      (form, self.moment) = (.compared(known.relation, level: level), moment)
    } else if word.text == Self.equality {
      let (state, moment) = try Self.levelAndMoment(rest)
      (form, self.moment) = (.inState(state), moment)
    } else if let key = Self.moments.first(where: { $0.rawValue == word.text }) {
      (form, moment) = (.happened, (key, rest))
    } else if CalendarDate(rest.text) != nil, word.text.allSatisfy(\.isLetter) {
      throw .unknownMoment(word)
    } else {
      throw .unknownComparison(word)
    }
  }

  /// Takes the change of a series off the front, up to what it is compared by.
  private static func cutChange(_ rest: inout Part) -> Part {
    let signs = rest.text.unicodeScalars.enumerated().first {
      "<>=".unicodeScalars.contains($0.element)
    }
    .map { rest.offset + $0.offset }
    let words = rest.words.first { word in comparisons.contains { $0.word == word.text } }?.offset
    let end = min(signs ?? rest.end, words ?? rest.end)
    let change = rest.part(to: end)
    rest = rest.part(from: end)
    return change
  }

  private static func levelAndMoment(
    _ rest: Part
  ) throws(Failure) -> (Part, (key: ConditionKey, date: Part)?) {
    let words = rest.words
    let known = moments.map(\.rawValue)
    if let word = words.last(where: { known.contains($0.text) }),
      let key = ConditionKey(rawValue: word.text)
    {
      return (rest.part(to: word.offset), (key, rest.part(from: word.end)))
    }
    // 'untill 2026-12-31': said of the word, not of a level that ends in a date.
    if words.count > 2, let date = words.last, CalendarDate(date.text) != nil {
      let word = words[words.count - 2]
      if word.text.allSatisfy(\.isLetter), !QuantityText.isCurrency(word.text) {
        throw .unknownMoment(word)
      }
    }
    return (rest, nil)
  }

  private static let otherWords: [(word: String, meant: JoiningWord)] = [
    ("&&", .and), ("&", .and), ("||", .or), ("|", .or), ("!", .not), ("AND", .and), ("OR", .or),
    ("NOT", .not), ("And", .and), ("Or", .or), ("Not", .not),
  ]

  private static func otherWord(in part: Part) -> (Part, JoiningWord)? {
    for word in part.words {
      if let other = otherWords.first(where: { $0.word == word.text }) {
        return (word, other.meant)
      }
      // Without spaces around it.
      if word.text.contains("&&") { return (word, .and) }
      if word.text.contains("||") { return (word, .or) }
      if word.text.first == "!", word.text.dropFirst().first?.isLetter ?? false {
        return (word, .not)
      }
    }
    return nil
  }
}

/// The worst share of the paths as a text, cut into its parts: `worst 5% by acme.maxDrawdown`.
struct WorstText {
  static let first = "worst"
  static let by = "by"

  let share: ConditionText.Part
  let outcome: ConditionText.Part

  /// The worst paths by an outcome where nobody says how many.
  static func text(by outcome: String) -> String { "\(first) 5% \(by) \(outcome)" }

  /// Whether a text is meant as one; no company's series is called so.
  static func isMeant(by text: String) -> Bool {
    text.split(maxSplits: 1, whereSeparator: \.isSpace).first.map { $0 == first } ?? false
  }

  init?(_ text: String) {
    let whole = ConditionText.Part(text: text, offset: 0)
    let words = whole.words
    guard let first = words.first, let last = words.last, words.count > 3,
      first.text == Self.first, case let by = words[words.count - 2], by.text == Self.by
    else { return nil }
    share = whole.part(from: first.end, to: by.offset)
    outcome = last
  }
}

extension Relation {
  var symbol: String {
    switch self {
    case .above: ">"
    case .below: "<"
    }
  }
}

extension ConditionText.Part {
  var end: Int { offset + text.unicodeScalars.count }

  var trimmed: ConditionText.Part {
    let spaces = text.prefix(while: \.isSpace)
    return ConditionText.Part(
      text: text.trimmed, offset: offset + spaces.unicodeScalars.count)
  }

  /// Takes what stands before the first character of some sort off the front.
  mutating func cut(before isEnd: (Character) -> Bool) -> ConditionText.Part {
    let taken = String(text.prefix { !isEnd($0) })
    let after = ConditionText.Part(
      text: String(text.dropFirst(taken.count)), offset: offset + taken.unicodeScalars.count)
    let part = ConditionText.Part(text: taken, offset: offset)
    self = after.trimmed
    return part
  }

  /// In one pass: a text may be as long as a file.
  var words: [ConditionText.Part] {
    var words: [ConditionText.Part] = []
    var word = String.UnicodeScalarView()
    for (index, scalar) in text.unicodeScalars.enumerated() {
      if !Character(scalar).isSpace {
        word.append(scalar)
      } else if !word.isEmpty {
        words.append(ConditionText.Part(text: String(word), offset: offset + index - word.count))
        word.removeAll()
      }
    }
    guard !word.isEmpty else { return words }
    return words + [ConditionText.Part(text: String(word), offset: end - word.count)]
  }

  /// The part between two offsets in the whole text.
  func part(from start: Int? = nil, to end: Int? = nil) -> ConditionText.Part {
    let scalars = Array(text.unicodeScalars)
    let first = start.map { $0 - offset } ?? 0
    let last = end.map { $0 - offset } ?? scalars.count
    let cut = String(String.UnicodeScalarView(scalars[first..<last]))
    return ConditionText.Part(text: cut, offset: offset + first).trimmed
  }
}
