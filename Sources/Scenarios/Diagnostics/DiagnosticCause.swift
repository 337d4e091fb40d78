import Simulation

/// What a place of the file should hold: 'a duration', such as '8 months'.
struct Expectation: Sendable, Hashable {
  let what: String
  let example: String?

  init(_ what: String, example: String? = nil) {
    self.what = what
    self.example = example
  }

  static let text = Expectation("a text")
  static let date = Expectation("a date", example: "2026-06-24")
  static let currency = Expectation("a currency", example: "HKD")

  var text: String { what + " was expected" + (example.map { ", such as '\($0)'" } ?? "") }
}

/// Why a diagnostic is reported. The words are in one place, `message`.
enum DiagnosticCause: Sendable, Hashable {
  // The file
  case tooLarge(mebibytes: Int)
  case notUnicode
  case syntax(String)
  case noColon
  case secondDocument
  case noContent
  case tooDeep(levels: Int)
  case tooManyValues(most: Int)
  case alias
  case tag(String)
  case keyNotText
  case keyWithoutColon(String, meant: String?)
  /// The words are those of what could not be read because of it.
  case lookalike(Lookalike, said: String)
  case unsupportedVersion(String)
  case cannotExtend(String, reason: String)

  case more(Int)

  // Keys and words
  case duplicateKey(String)
  case misplacedKey(String, below: String)
  case notASetting(String)
  case labelled(String, rest: String)
  case unknownKey(String, in: String?, known: [String])
  case keyElsewhere(String, in: String?, own: OwnKey)
  case unknownWord(String, as: String, known: [String])
  case missingKey(String, in: String?, Expectation)
  case statedTwice(String)
  case distributionBesideKeys(family: String)
  case evidenceWithoutValue(String)
  case noSuchItem(String, count: Int)
  case badName(String)
  case reservedName(String)
  case repeated(String)
  case emptyList(Expectation)
  case noCurrency(company: String)
  case ownExchangeRate(String)

  // Values
  case unexpected(Expectation, found: String)
  case otherNotation(Expectation, found: String, meant: [String])
  case unknownUnit(String, Expectation, known: [String])
  case currencyFirst(corrected: String, lackingRate: String? = nil)
  case suffixAtOneEnd
  case notFinite(String)
  case outOfDomain(String, mustBe: String, meant: String? = nil)
  case notAscending(meant: String? = nil)
  case rangeEnds(mustBe: String)
  case distributionArgument(String, mustBe: String)
  case distributionArguments(family: String, usage: String)
  case impossibleDistribution(String)
  case truncatedNumber
  case mixedCurrencies([String])
  case noSuchDate(String)
  case horizon(most: Int)
  case lateHorizon(year: Int)

  // Schedules
  case noSchedule
  case datesWithoutSchedule
  case emptySchedule
  case datesNotAscending
  case lateSchedule(start: String)

  // Correlations
  case unknownName(String, as: String, known: [String])
  case notADriver(String)
  case drawnPerEvent(String)
  case withoutClock(String, reason: String)
  case notAPair
  case pairAgain(String, String)

  // Conditions
  case unpairedParenthesis(String)
  case noOperand(String, isBefore: Bool)
  case unjoined(String)
  case otherJoiningWord(String, meant: String)
  case regimeWithoutState(String, states: [String])
  case comparedEvent(String)
  case outcomeUnderWay(String)
  case incomparable(String, kind: String, to: String, otherKind: String)
  case dateUnderWay(String)
  case oneKeyOf([String], found: Int)
  case dateOfOutcome(String)
  case needs(String, keys: [String], effects: [String] = [], in: String?)
  case impossible(String, keys: [String], effects: [String] = [])
  case noWorstEnd(String, known: [String])
  case noStatistic(String, known: [String])
  case notVaried(String, reason: String)
  case badTable(String)

  // Regimes and events
  case unknownHappening(String, as: String, known: [String])
  case badWord(String, of: String, reason: String)
  case noRegime
  case noAlong
  case fewPoints
  case pointsNotAscending
  case missingStates([String], of: String)
  case weights(sum: Double, isLeast: Bool = false)
  case severalRests([String])
  case rangesWithoutRest
  case selfTransition(String)
  case unreachable(String, of: String)
  case ringOfSets([String])
  case caseTwice(String)
  case bareDeadline
  case keyWithout(String, others: [String])
  case keyBeside(String, String, own: String)
  case ring([String])
  case casesAlone(String)
  case immovable(String, known: [String], numbers: [String] = [])
  case fixedNumber(String, known: [String])
  case nothingToMove(String)
  case notForATime(String, because: String, expected: String)
  case operation(String, on: String, known: [String])
  case raiseWithoutCash(String)
  case dealForATime(String, because: String)

  // Stresses
  case cannotBeHeld(String, reason: String, expected: String)

  // Baskets
  case bareHolding(String)
  case mixedHoldings(String, String)
  case heldCurrencies([String])
  case valueOfPositions(String)
  case nothingHeld
  case holdsTooMuch(sum: Double)

  // The whole model
  case model(key: String, text: String)

  // Warnings
  case listsReplaced([Replacement])
  case statedOtherwise([Replacement])
  case unasked([Unasked])
  case drawnByPlace(String)
  case shortRate(
    String, stated: String, time: String, comes: String, date: String, level: String)
  case positiveElasticity
  case certain
  case manyOutOfDomain(mustBe: String)
  case partlyOutOfDomain(mustBe: String)
  case largeLogChange
  case askedTwice(String)
  case coarseDrawdown(step: String)
  case shockOfWindow(String, step: String)
  case tiedRanks(String, stated: Double, attained: Double, extreme: Double)
  case farRollForward(RollForward)
  case fewPathsBeyond(level: Double, paths: Double)
  case modelDoubt(key: String, text: String)
  case nothingElse(of: String)
  case certainByDeadline(String)
  case neverShows(String, because: String, expected: String)
  case weightsAbove(sum: Double)
  case shorterThanStep(String, comes: String)
  case offGrid(String, date: String, acts: String)
  case driftMadeUpFor(String, by: String)

  var severity: Diagnostic.Severity {
    switch self {
    case .listsReplaced, .statedOtherwise, .unasked, .drawnByPlace, .shortRate, .positiveElasticity,
      .certain, .manyOutOfDomain,
      .partlyOutOfDomain, .largeLogChange,
      .askedTwice, .coarseDrawdown, .shockOfWindow, .tiedRanks, .farRollForward, .fewPathsBeyond,
      .modelDoubt, .nothingElse, .certainByDeadline, .neverShows, .weightsAbove, .shorterThanStep,
      .offGrid, .driftMadeUpFor:
      .warning
    default: .error
    }
  }

  /// The text that could not be read, where a character in it may be why.
  private var unread: String? {
    switch self {
    case .unknownKey(let text, _, _), .keyElsewhere(let text, _, _), .unknownWord(let text, _, _),
      .unknownName(let text, _, _), .unknownHappening(let text, _, _), .badWord(let text, _, _),
      .immovable(let text, _, _),
      .unknownUnit(let text, _, _), .badName(let text), .noSuchDate(let text),
      .unsupportedVersion(let text), .keyWithoutColon(let text, _), .noSuchItem(let text, _):
      text
    // The others say what was found in words.
    case .unexpected(_, let found) where found.hasPrefix("'"): String(found.dropFirst())
    default: nil
    }
  }

  /// The first character of what could not be read that is not what it looks like, and how many scalars
  /// stand before it.
  var lookalike: (offset: Int, lookalike: Lookalike)? {
    if case .cannotExtend(let path, _) = self { return Lookalike.first(in: path) }
    // Its signs are known; only one that is taken for another is told.
    if case .otherNotation(_, let found, _) = self, found.hasPrefix("'") {
      return Lookalike.first(in: String(found.dropFirst()))
    }
    return unread.flatMap(Lookalike.firstUnread)
  }
}
