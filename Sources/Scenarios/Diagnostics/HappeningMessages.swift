import Simulation

/// The words of what is said of conditions that are joined, of regimes and of events.
extension DiagnosticCause {
  var joiningMessage: String? {
    switch self {
    case .unpairedParenthesis(let sign):
      sign == "("
        ? "nothing closes this parenthesis; ')' was expected behind what it opens"
        : "nothing opens this parenthesis; '(' was expected before it"
    case .noOperand(let word, let isBefore):
      "a condition was expected \(isBefore ? "before" : "behind") '\(word)'; there is nothing"
    case .unjoined(let text):
      "'and' or 'or' was expected behind a condition in parentheses; this is '\(text)'"
    case .otherJoiningWord(let word, let meant):
      "conditions are joined by words; '\(meant)' was expected in place of '\(word)'"
    case .regimeWithoutState(let name, let states):
      "'\(name)' is a regime; one of its states was expected, as in '\(name) = "
        + "\(states.last ?? "…")'"
    case .comparedEvent(let name):
      "'\(name)' is an event, which happens or does not; its name alone was expected, or one with a date, "
        + "as in '\(name) until 2027-06-30'"
    case .outcomeUnderWay(let name):
      "'\(name)' is known at the end of a path; an event can look at a series only"
    case .incomparable(let name, let unit, let other, let otherUnit):
      "'\(name)' and '\(other)' are not of one kind: the one is \(unit), the other \(otherUnit); a level or "
        + "another that is \(unit) was expected"
    case .dateUnderWay(let word):
      "an event is decided on each date anew; a condition without '\(word)' was expected"
    default: nil
    }
  }

  var happeningMessage: String? {
    switch self {
    case .unknownHappening(let name, let noun, let known):
      "no \(noun) is called '\(name)'"
        + (Self.meant(name, known)
          ?? (known.isEmpty ? "; there is none" : "; \(Self.choice(known)) was expected"))
    case .badWord(let name, let noun, let reason):
      "'\(name)' cannot be the name of \(noun): \(reason); another name was expected"
    case .noRegime:
      "this number depends on no regime; one number, range or distribution was expected"
    case .noAlong:
      "this number goes along no series; one number, range or distribution was expected"
    case .fewPoints:
      "one point says nothing of what lies beside it; two or more were expected"
    case .pointsNotAscending:
      "points rise; one above that before it was expected here"
    case .missingStates(let states, let regime):
      "no number for \(Self.list(states, "and")) of '\(regime)'; one for each state was expected, or "
        + "'else' for those left out"
    case .weights(let sum, let isLeast):
      isLeast
        ? "the lower ends of the weights add up to \(Kind.probability.text(sum)) already; at most 100% was expected"
        : "the weights add up to \(Kind.probability.text(sum)); 100% was expected"
    case .severalRests(let names):
      "\(Self.list(names, "and")) have no weight; only one case can take the rest"
    case .rangesWithoutRest:
      "weights that are ranges do not add up to 100% on each path; one case without 'weight', which takes "
        + "the rest, was expected"
    case .selfTransition(let state):
      "'\(state)' leads to itself; another state was expected"
    case .unreachable(let state, let regime):
      "no path of '\(regime)' can be in '\(state)': it starts elsewhere, and no transition and no event "
        + "leads there"
    case .ringOfSets(let names):
      "these states set each other without end: \(names.map { "'\($0)'" }.joined(separator: ", then ")), and so "
        + "on; one of them that sets nothing was expected"
    case .caseTwice(let name):
      "'\(name)' is a case of 'then' already, and what is asked of one would be asked of both; another name "
        + "was expected"
    case .bareDeadline:
      "a deadline alone says nothing of what happens by then; 'probability' or 'when' was expected "
        + "beside 'until'"
    case .keyWithout(let key, let others):
      "'\(key)' says nothing without \(Self.list(others, "or")); \(others.count > 1 ? "one of them" : "it") "
        + "was expected beside it"
    case .keyBeside(let key, let other, let own):
      "'\(key)' cannot stand beside '\(other)'; it belongs to '\(own)'"
    case .ring(let names):
      "events wait for each other in a ring: "
        + zip(names, names.dropFirst() + names.prefix(1)).map { "'\($0)' when '\($1)'" }
        .joined(separator: ", ")
    case .casesAlone(let key):
      "'cases' stands alone, and '\(key)' beside it; effects of every case were expected in each"
    case .immovable(let name, let known, let numbers):
      "'\(name)' is nothing that an event can move"
        + (Self.meant(name, known + numbers)
          ?? (known.isEmpty
            ? "; the scenario has none that goes by such a name"
            : "; \(Self.choice(known)) was expected")
            + (numbers.first.map { ", or a number that may follow a schedule, such as '\($0)'" }
              ?? ""))
    case .fixedNumber(let name, let known):
      "'\(name)' follows no schedule, and no event can change it; \(Self.choice(known)) was expected"
    case .nothingToMove(let name):
      "'\(name)' is stated nowhere and has no default, so that there is nothing to move; a number for it was "
        + "expected"
    case .notForATime(let name, let reason, let expected):
      "'\(name)' cannot be moved for a time: \(reason); \(expected) was expected"
    case .operation(let operation, let target, let known):
      "'\(operation)' does not go with '\(target)'; \(Self.choice(known)) was expected"
    case .cannotBeHeld(let name, let reason, let expected):
      "'\(name)' cannot be taken for given so: \(reason); \(expected) was expected"
    case .dealForATime(let operation, let reason):
      "'\(operation)' cannot stand beside 'for': \(reason); a map of its own without 'for' was expected"
    case .raiseWithoutCash(let company):
      "'\(company)' cannot raise money: it states no costs, so that it has no cash that moves; 'costs' in "
        + "'\(company)' was expected"
    default: nil
    }
  }

  var happeningDoubt: String? {
    switch self {
    case .nothingElse(let regime):
      "'else' stands for no state: each of '\(regime)' has a number of its own"
    case .certainByDeadline(let name):
      "'\(name)' happens on every path, and at once: what is certain by a deadline has no time of its own; "
        + "'at' with a date was expected"
    case .neverShows(let what, let reason, let expected):
      "'\(what)' can never show: \(reason); \(expected) was expected"
    case .weightsAbove(let sum):
      "the upper ends of the weights add up to \(Kind.probability.text(sum)): where they are above 100% "
        + "together, all are cut in proportion, and the case that takes the rest gets nothing; upper ends of at "
        + "most 100% together were expected"
    case .shorterThanStep(let name, let comes):
      "'\(name)' is shorter than a step: \(comes); a longer time or a shorter step was expected"
    case .offGrid(let what, let date, let acts):
      "\(what) is dated \(date), which is no date of the grid, and acts on \(acts)"
    case .driftMadeUpFor(let name, let mover):
      "\(name) \(mover), but growth is that of ARR: usage makes up for the list price, so that it "
        + "moves no ARR; 'growth: {of: usage}' was expected"
    default: nil
    }
  }

  /// Keys that must be stated, or effects of an event.
  static func needed(_ keys: [String], _ place: String, _ effects: [String]) -> String {
    let keys = keys.isEmpty ? [] : [list(keys, "or") + place]
    let others = effects.isEmpty ? [] : ["an event with " + list(effects, "or")]
    return (keys + others).joined(separator: " or ")
  }
}
