import Simulation

/// The words of every diagnostic.
extension DiagnosticCause {
  var message: String {
    fileMessage ?? keyMessage ?? valueMessage ?? scheduleMessage ?? correlationMessage
      ?? conditionMessage ?? joiningMessage ?? happeningMessage ?? basketMessage ?? doubt
      ?? happeningDoubt ?? layerDoubt ?? ""
  }

  private var fileMessage: String? {
    switch self {
    case .tooLarge(let limit): "the file is too large; at most \(limit) MiB was expected"
    case .notUnicode: "the text is not UTF-8 here"
    case .syntax(let problem): "this is not YAML: \(problem)"
    case .noColon: "this is not YAML: a colon and a space were expected after this key"
    case .secondDocument: "a second document starts here; only one was expected"
    case .noContent: "there is nothing here; a map of keys was expected"
    case .tooDeep(let levels): "nested too deep; at most \(levels) levels were expected"
    case .tooManyValues(let most):
      "the file has too many values; at most \(most) were expected"
    case .alias: "anchors (&) and aliases (*) are not read; write the value out"
    case .tag(let tag): "tags such as '\(tag)' are not read; write the plain value"
    case .keyNotText: "a key must be a plain word"
    case .keyWithoutColon(let text, let meant):
      "no colon follows '\(text)': in braces a comma ends a text that has no quotes; "
        + (meant.map { "did you mean '\($0)'?" } ?? "put the text in quotes, or a list in brackets")
    case .lookalike(let found, let said): "\(found.words): \(said)"
    case .unsupportedVersion(let found):
      "'\(found)' is not a version of the scenario format; 'ballpark: 1' was expected"
    case .cannotExtend(let file, let reason): "cannot extend '\(file)': \(reason)"
    case .more(let count): "\(count) more problems from here on"
    case .model(let key, let text), .modelDoubt(let key, let text): "\(key): \(text)"
    default: nil
    }
  }

  private var keyMessage: String? {
    switch self {
    case .misplacedKey(let key, let section): "the key '\(key)' belongs below \(section)"
    case .notASetting(let key): "'\(key)' stands in a file; a setting cannot change it"
    case .labelled(let label, let rest):
      "'\(label)' is a label, and labels belong to 'compare'; did you mean '\(rest)'?"
    case .duplicateKey(let key): "the key '\(key)' stands here a second time"
    case .unknownKey(let key, let section, let known):
      "unknown key '\(key)'" + Self.place(section)
        + (Self.meant(key, known) ?? "; \(Self.choice(known)) was expected")
    case .keyElsewhere(let key, let section, let own):
      "unknown key '\(key)'" + Self.place(section) + "; did you mean \(own.words)?"
    case .unknownWord(let word, let noun, let known):
      "unknown \(noun) '\(word)'; \(Self.choice(known)) was expected"
        + (Self.meant(word, known) ?? "")
    case .missingKey(let key, let section, let expected):
      "the key '\(key)' is missing" + Self.place(section) + "; \(expected.text)"
    case .statedTwice(let name): "\(name) is stated twice in this section"
    case .distributionBesideKeys(let family):
      "'\(family)' stands alone; write 'value: {\(family): …}' to give other keys beside it"
    case .evidenceWithoutValue(let key):
      "'\(key)' belongs to a value; the key 'value' was expected beside it"
    case .noSuchItem(let index, let count):
      "there is no item '\(index)'; the list has \(count), counted from 0"
    case .badName(let name):
      "'\(name)' cannot be a company's name; \(CompanyName.allowed) were expected"
    case .reservedName(let name) where CompanyName.isTopLevel(name):
      "'\(name)' cannot be a company's name: it is a key of the top level, and '--set \(name).arr=…' "
        + "would change that; another name was expected"
    case .reservedName(let name):
      "'\(name)' cannot be a company's name: it is a word of conditions and events; another name was "
        + "expected"
    case .repeated(let word): "'\(word)' is in the list already"
    case .emptyList(let expected): "\(expected.text); the list is empty"
    case .noCurrency(let company):
      "no currency for '\(company)'; the key 'currency' was expected here or at the top"
    case .ownExchangeRate(let currency):
      "\(currency) is the reporting currency; rates of other currencies were expected"
    default: nil
    }
  }

  private var valueMessage: String? {
    switch self {
    case .unexpected(let expected, let found):
      "\(expected.text); \(found.isEmpty ? "there is nothing" : "this is \(found)")"
    case .otherNotation(let expected, let found, let meant):
      "\(expected.text); this is \(found); did you mean \(Self.list(meant, "or"))?"
    case .unknownUnit(let unit, let expected, let known):
      "unknown unit '\(unit)'; \(expected.text)"
        + (Suggestion.unit(unit, among: known).map { "; did you mean '\($0)'?" } ?? "")
    case .currencyFirst(let corrected, let unrated):
      "the currency comes after the amount; did you mean '\(corrected)'"
        + (unrated.map { ", with a rate of \($0) in '\(ScenarioKey.exchangeRates.name)'" } ?? "")
        + "?"
    case .suffixAtOneEnd:
      "only the upper end has a suffix (k, M, B, T); it was expected at both, as in '2B to 6B'"
    case .notFinite(let text): "'\(text)' is not a finite number"
    case .outOfDomain(let text, let domain, let meant):
      "'\(text)' is out of bounds; \(domain) was expected"
        + (meant.map { "; did you mean '\($0)'?" } ?? "")
    case .notAscending(let meant):
      "the values do not rise; a low end below the high end was expected"
        + (meant.map { "; did you mean '\($0)'?" } ?? "")
    case .rangeEnds(let domain):
      "'low to high' has its ends \(domain) here; name a distribution for other values"
    case .distributionArgument(let argument, let domain):
      "\(argument) is out of bounds; \(domain) was expected"
    case .distributionArguments(let family, let usage):
      "these values do not define the distribution; '\(family)' takes \(usage)"
    case .impossibleDistribution(let reason): reason
    case .truncatedNumber: "'truncate' cuts a range or a distribution; this is neither"
    case .mixedCurrencies(let found):
      "one distribution is in one currency; this mixes \(found.joined(separator: " and "))"
    case .noSuchDate(let text): "the calendar has no '\(text)'"
    case .horizon(let most): "a horizon of 1 to \(most) steps was expected"
    case .lateHorizon(let year): "a horizon that ends before the year \(year) was expected"
    default: nil
    }
  }

  private var scheduleMessage: String? {
    switch self {
    case .noSchedule:
      "this number follows no schedule; one number, range or distribution was expected"
    case .datesWithoutSchedule:
      "dates stand in a schedule; '{schedule: {2026-06-24: 5%, 2027-01-01: 3%}}' was expected"
    case .emptySchedule:
      "a map of dates was expected, such as '{2026-06-24: 5%, 2027-01-01: 3%}'"
    case .datesNotAscending: "dates rise; a later one was expected here"
    case .lateSchedule(let start):
      "the first date of a schedule is that of the start or before; '\(start)' was expected"
    default: nil
    }
  }

  private var correlationMessage: String? {
    switch self {
    case .unknownName(let name, let noun, let known):
      "no \(noun) of the scenario is called '\(name)'"
        + (Self.meant(name, known)
          ?? "; a full name such as '\(known.first ?? "acme.growth.initial")' was expected")
    case .notADriver(let name):
      "'\(name)' is one number; only a range or a distribution can be correlated"
    case .drawnPerEvent(let name):
      "'\(name)' is drawn for each event; a number that is drawn once per path was expected"
    case .withoutClock(let name, let reason):
      "'\(name)' \(reason); an event with 'until' and 'probability', or with 'frequency', was expected"
    case .notAPair: "two different names were expected, such as '[acme.growth, acme.multiple]'"
    case .pairAgain(let first, let second):
      "the correlation of '\(first)' and '\(second)' is stated here a second time"
    default: nil
    }
  }

  private var conditionMessage: String? {
    switch self {
    case .oneKeyOf(let names, let found):
      found == 0
        ? "none of the keys \(Self.list(names, "and")) is here; one of them was expected"
        : "the keys \(Self.list(names, "and")) exclude each other; one of them was expected"
    case .dateOfOutcome(let name):
      "'\(name)' is one number per path; a date belongs to a series"
    case .needs(let name, let keys, let effects, let section):
      "'\(name)' needs "
        + Self.needed(keys, Self.place(section), effects.map { "\($0): {\(section ?? ""): …}" })
        + ", "
        + (keys.count + effects.count > 1 ? "and none of them is there" : "which is not there")
    case .impossible(let name, let keys, let effects):
      "no company of the scenario can have '\(name)': it needs " + Self.needed(keys, "", effects)
    case .noWorstEnd(let name, let known):
      "'\(name)' has no worst end; an outcome that has one was expected: "
        + Self.list(known, "or")
    case .notVaried(let key, let reason): "'\(key)' cannot be varied: \(reason)"
    case .badTable(let problem): "this is no table: \(problem)"
    case .noStatistic(let name, let known):
      "'\(name)' has one value on each path; a statistic was expected: "
        + Self.list(known.map { "\(name).\($0)" }, "or")
    default: nil
    }
  }

  private var doubt: String? {
    switch self {
    case .drawnByPlace(let list):
      "\(list) is a list, whose items draw by their places: one that is written before another takes its "
        + "luck; with names, '{first: {…}, second: {…}}', each keeps its own"
    case .shortRate(let key, let rate, let time, let change, let date, let level):
      "\(key) is a rate in a year: \(rate) for \(time) comes to \(change); one change on a date is "
        + "'events: {rise: {at: \(date), then: {change: {\(level): \(rate)}}}}'"
    case .positiveElasticity:
      "an elasticity above 0: usage would rise with the price; 0 or below was expected"
    case .certain: "this distribution has one value only; a plain number says the same"
    case .manyOutOfDomain(let domain):
      "more than 2 % of this distribution is out of bounds; \(domain) was expected: "
        + "did you mean a lognormal, or 'truncate'?"
    case .partlyOutOfDomain(let domain):
      "a part of this distribution is out of bounds; \(domain) was expected"
    case .largeLogChange:
      "a change of a logarithm above 1 multiplies by more than 2.7; a change such as '-4%' was expected"
    case .askedTwice(let question):
      "'\(question)' is asked already and answered once; two dates may mean one of the grid"
    case .coarseDrawdown(let step):
      "drawdowns are seen once a \(step) only, and are deeper between; 'step: week' or 'step: day' "
        + "was expected"
    case .shockOfWindow(let name, let step):
      "'\(name)' is moved by one draw a \(step), so this ties what happens within one \(step): it means "
        + "less the shorter the step is, and nothing in continuous time"
    case .tiedRanks(let name, let stated, let attained, let extreme):
      "'\(name)' has values that many paths share, and their ranks tie: a rank correlation of "
        + "\(stated.shortText) comes out as \(attained.inHundredths), and \(extreme.inHundredths) is the "
        + "\(stated < 0 ? "least" : "most") that can"
    case .farRollForward(let roll):
      "\(roll.name) is stated as of \(roll.asOf) and rolled forward over \(roll.years.shortText) years: its "
        + "median goes from \(Kind.money.text(roll.stated, currency: roll.currency)) to "
        + "\(Kind.money.text(roll.atStart, currency: roll.currency)) at the start; a date near the start, or "
        + "'rollForward: none', was expected"
    case .fewPathsBeyond(let level, let paths):
      "about \(paths.shortText) paths lie beyond P\(level.shortText); below ten, its error says too "
        + "little"
    default: nil
    }
  }

  static func place(_ section: String?) -> String {
    section.map { " in '\($0)'" } ?? ""
  }

  static func meant(_ word: String, _ known: [String]) -> String? {
    Suggestion.nearest(to: word, among: known).map { "; did you mean '\($0)'?" }
  }

  static func list(_ words: [String], _ last: String) -> String {
    let quoted = words.map { "'\($0)'" }
    guard let end = quoted.last, quoted.count > 1 else { return quoted.joined() }
    return quoted.dropLast().joined(separator: ", ") + " \(last) " + end
  }

  static func choice(_ words: [String]) -> String {
    (words.count > 1 ? "one of " : "") + words.map { "'\($0)'" }.joined(separator: ", ")
  }
}

extension Double {
  /// A correlation as far as somebody means it.
  fileprivate var inHundredths: String { ((100 * self).rounded() / 100).shortText }
}
