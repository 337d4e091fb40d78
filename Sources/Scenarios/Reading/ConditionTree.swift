import Simulation

/// A text of conditions, cut at the words that join them: `or` binds less than `and`, and `and` less than
/// `not`; parentheses first.
///
///     any  = all { "or" all }
///     all  = not { "and" not }
///     not  = "not" not | "(" any ")" | leaf
///
/// What a leaf says is the business of `ConditionText`.
indirect enum ConditionTree {
  case leaf(ConditionText.Part)
  case not(ConditionTree)
  case all([ConditionTree])
  case any([ConditionTree])

  /// Deeper is no condition that somebody reads.
  static let mostLevels = 50
  /// More are a table.
  static let mostLeaves = 100

  /// Why a text is no tree.
  enum Failure: Error {
    case tooDeep(ConditionText.Part)
    case tooMany(ConditionText.Part)
    /// A parenthesis that nothing closes.
    case unclosed(ConditionText.Part)
    /// One that nothing opened.
    case unopened(ConditionText.Part)
    /// `and` at the start or at the end: the word that has nothing on one side.
    case noOperand(ConditionText.Part, isBefore: Bool)
    /// What stands behind a parenthesis and joins nothing to it.
    case unjoined(ConditionText.Part)
  }

  init(_ text: String) throws(Failure) {
    var parser = Parser(ConditionTokens(text).all)
    self = try parser.whole(of: text)
  }
}

/// The words that join conditions.
enum JoiningWord: String, CaseIterable { case and, or, not }

/// Parentheses, joining words, and what stands between them.
private struct ConditionTokens {
  enum Token {
    case open, close
    case word(JoiningWord)
    case leaf
  }

  private(set) var all: [(token: Token, part: ConditionText.Part)] = []
  private let scalars: [Unicode.Scalar]
  /// Of the leaf that is being read.
  private var leaf: Range<Int>?
  /// Whether each parenthesis within a word has had its end so far.
  private var isBalanced = true

  /// In one pass: a text may be as long as a file.
  init(_ text: String) {
    scalars = Array(text.unicodeScalars)
    var place = 0
    while place < scalars.count {
      if Character(scalars[place]).isSpace {
        place += 1
      } else if scalars[place] == "(", leaf == nil, !isBehindParenthesis {
        append(.open, place..<place + 1)
        place += 1
      } else if scalars[place] == ")" {
        close()
        append(.close, place..<place + 1)
        place += 1
      } else {
        place = word(from: place)
      }
    }
    close()
  }

  private var isBehindParenthesis: Bool {
    if case .close? = all.last?.token { true } else { false }
  }

  /// A word up to a space or a parenthesis; those that it opens itself belong to it: `P(acme.arr > 5M)`.
  ///
  /// - Returns: The place behind it.
  private mutating func word(from start: Int) -> Int {
    var (place, depth) = (start, 0)
    while place < scalars.count {
      let scalar = scalars[place]
      if depth == 0, Character(scalar).isSpace || scalar == ")" { break }
      if scalar == "(" {
        if place > start, joining(start..<place) != nil { break }
        depth += isBalanced ? 1 : 0
      }
      if scalar == ")" { depth -= 1 }
      place += 1
    }
    if depth > 0 {
      // Looked for once: the rest is words without a meaning.
      isBalanced = false
      return word(from: start)
    }
    let isOperand = leaf == nil && !isBehindParenthesis
    if let word = joining(start..<place), word != .not || isOperand {
      close()
      append(.word(word), start..<place)
    } else {
      leaf = (leaf?.lowerBound ?? start)..<place
    }
    return place
  }

  private func joining(_ range: Range<Int>) -> JoiningWord? {
    range.count > 3 ? nil : JoiningWord(rawValue: text(range))
  }

  private func text(_ range: Range<Int>) -> String {
    String(String.UnicodeScalarView(scalars[range]))
  }

  private mutating func append(_ token: Token, _ range: Range<Int>) {
    all.append((token, ConditionText.Part(text: text(range), offset: range.lowerBound)))
  }

  private mutating func close() {
    if let leaf { append(.leaf, leaf) }
    leaf = nil
  }
}

extension ConditionTree {
  private struct Parser {
    private let tokens: [(token: ConditionTokens.Token, part: ConditionText.Part)]
    private var next = 0
    private var leaves = 0

    init(_ tokens: [(token: ConditionTokens.Token, part: ConditionText.Part)]) {
      self.tokens = tokens
    }

    mutating func whole(of text: String) throws(Failure) -> ConditionTree {
      // Nothing at all is a leaf of which that is told.
      guard !tokens.isEmpty else { return .leaf(.init(text: "", offset: 0)) }
      let tree = try any(level: 0)
      guard next < tokens.count else { return tree }
      switch tokens[next].token {
      case .close: throw .unopened(tokens[next].part)
      case .open, .word, .leaf: throw .unjoined(tokens[next].part)
      }
    }

    private mutating func any(level: Int) throws(Failure) -> ConditionTree {
      var trees = [try all(level: level)]
      while take(.or) { trees.append(try all(level: level)) }
      return trees.count == 1 ? trees[0] : .any(trees)
    }

    private mutating func all(level: Int) throws(Failure) -> ConditionTree {
      var trees = [try operand(level: level)]
      while take(.and) { trees.append(try operand(level: level)) }
      return trees.count == 1 ? trees[0] : .all(trees)
    }

    private mutating func operand(level: Int) throws(Failure) -> ConditionTree {
      guard next < tokens.count else {
        throw .noOperand(tokens[next - 1].part, isBefore: false)
      }
      let (token, part) = tokens[next]
      guard level < ConditionTree.mostLevels else { throw .tooDeep(part) }
      switch token {
      case .leaf:
        next += 1
        leaves += 1
        guard leaves <= ConditionTree.mostLeaves else { throw .tooMany(part) }
        return .leaf(part)
      case .word(.not):
        next += 1
        return .not(try operand(level: level + 1))
      case .open:
        next += 1
        guard next < tokens.count else { throw .unclosed(part) }
        let tree = try any(level: level + 1)
        guard next < tokens.count else { throw .unclosed(part) }
        guard case .close = tokens[next].token else { throw .unjoined(tokens[next].part) }
        next += 1
        return tree
      case .word: throw .noOperand(part, isBefore: true)
      case .close:
        guard next > 0 else { throw .unopened(part) }
        throw .noOperand(tokens[next - 1].part, isBefore: false)
      }
    }

    private mutating func take(_ word: JoiningWord) -> Bool {
      guard next < tokens.count, case .word(word) = tokens[next].token else { return false }
      next += 1
      return true
    }
  }
}
