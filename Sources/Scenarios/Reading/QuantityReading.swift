import Simulation
import Statistics

/// A law as the file states it, without its evidence.
struct StatedLaw {
  let law: Assumption.Law
  let currency: String?
  let text: String
}

/// A number at its place in the file.
struct Amount {
  let number: Double
  let currency: String?
}

extension ScenarioReader {
  /// A quantity, a range or a map that names a distribution; nil where that has been reported.
  ///
  /// - Parameters:
  ///   - truncation: What stands beside it under `truncate`.
  ///   - isNested: Whether it is part of a distribution, whose doubts are said of the whole.
  mutating func law(
    _ node: LocatedNode, _ rule: NumberRule, truncation: LocatedNode? = nil,
    isNested: Bool = false
  ) -> StatedLaw? {
    var law = reading(node, as: .number(rule)) { $0.wholeLaw(node, rule) }
    if let whole = law, let truncation {
      let text = "\(whole.text), \(EvidenceKey.truncate.rawValue): \(truncation.summary)"
      law = truncated(whole, by: truncation, rule).map {
        StatedLaw(law: $0.law, currency: $0.currency, text: text)
      }
    }
    if let law, !isNested { warn(law, rule, at: node.place) }
    return law
  }

  private mutating func wholeLaw(_ node: LocatedNode, _ rule: NumberRule) -> StatedLaw? {
    if case .scalar(let text) = node.content {
      if let ends = Self.rangeEnds(text) {
        return range(node, text, from: ends.low, to: ends.high, rule)
      }
      return amount(text, at: node.place, rule).map { amount in
        StatedLaw(
          law: .value(amount.number), currency: amount.currency,
          text: Self.text(text, of: amount, rule))
      }
    }
    guard node.schedule == nil else {
      report(.noSchedule, at: node.place)
      return nil
    }
    guard node.regimeLaw == nil else {
      report(.noRegime, at: node.place)
      return nil
    }
    guard !node.isAlong else {
      report(.noAlong, at: node.place)
      return nil
    }
    if let stated = node.distribution { return distribution(stated, in: node, rule) }
    report(unexpected: node, rule.kind.expectation)
    return nil
  }

  /// The ends of `low to high`, each with its offset in the text.
  private static func rangeEnds(_ text: String) -> (low: Piece, high: Piece)? {
    guard let word = text.firstRange(of: " to ") else { return nil }
    let low = text[..<word.lowerBound]
    let high = text[word.upperBound...]
    let spaces = high.prefix { $0 == " " }
    return (
      Piece(text: low.trimmed, offset: 0),
      Piece(
        text: high.trimmed,
        offset: text[..<word.upperBound].unicodeScalars.count + spaces.unicodeScalars.count)
    )
  }

  private struct Piece {
    let text: String
    let offset: Int
  }

  /// As in the file; a bare amount of money gets its currency, because a report is read without
  /// the company's line.
  private static func text(_ text: String, of amount: Amount, _ rule: NumberRule) -> String {
    guard rule.kind == .money, amount.currency == nil, let currency = rule.currency else {
      return text
    }
    return "\(text) \(currency)"
  }

  mutating func amount(_ text: String, at place: Place, _ rule: NumberRule) -> Amount? {
    quantity(text, at: place, rule.kind).flatMap { amount($0, text, at: place, rule) }
  }

  private mutating func quantity(_ text: String, at place: Place, _ kind: Kind) -> WrittenQuantity?
  {
    let expected = kind.expectation
    switch QuantityText.quantity(text) {
    case .success(let quantity): return quantity
    case .failure(.notANumber):
      let found = CalendarDate(text) == nil ? (text.isEmpty ? "" : "'\(text)'") : "a date"
      report(.unexpected(expected, found: found + Suggestion.ofNumber(text)), at: place)
    case .failure(.notFinite):
      report(.notFinite(text), at: place)
    case .failure(.unknownUnit(let unit, _)) where unit.hasPrefix("to "):
      report(.unexpected(expected, found: "a range"), at: place)
    case .failure(.unknownUnit(let unit, let offset)):
      report(
        .unknownUnit(unit, expected, known: QuantityText.units.filter(kind.takes(unit:))),
        at: sources.place(place, offset: offset, in: text))
    case .failure(.currencyFirst(let corrected)):
      report(.currencyFirst(corrected: corrected, lackingRate: unrated(corrected)), at: place)
    }
    return nil
  }

  /// The currency of an amount for which the file has no rate.
  private func unrated(_ amount: String) -> String? {
    guard case .success(let quantity) = QuantityText.quantity(amount), let code = quantity.currency,
      let rated = draft.ratedCurrencies, !rated.contains(code)
    else { return nil }
    return code
  }

  private mutating func amount(
    _ quantity: WrittenQuantity, _ text: String, at place: Place, _ rule: NumberRule
  ) -> Amount? {
    guard let number = rule.kind.number(of: quantity) else {
      let texts = quantity.meant(as: rule.kind).map { "'\($0)'" }
      let meant = texts.isEmpty ? "" : "; did you mean \(texts.joined(separator: " or "))?"
      report(.unexpected(rule.kind.expectation, found: quantity.found + meant), at: place)
      return nil
    }
    guard number.isFinite else {
      report(.notFinite(text), at: place)
      return nil
    }
    guard rule.domain.contains(number) else {
      // 50 for a share is 50 %.
      let isPercent = quantity.isBare && rule.kind.takes(unit: "%") && (3...100).contains(number)
      report(
        .outOfDomain(
          text, mustBe: rule.domain.rawValue, meant: isPercent ? quantity.asPercent : nil),
        at: place)
      return nil
    }
    return Amount(number: number, currency: quantity.currency)
  }

  private mutating func range(
    _ node: LocatedNode, _ text: String, from low: Piece, to high: Piece, _ rule: NumberRule
  ) -> StatedLaw? {
    let highPlace = sources.place(node.place, offset: high.offset, in: text)
    let lowQuantity = quantity(low.text, at: node.place, rule.kind)
    let highQuantity = quantity(high.text, at: highPlace, rule.kind)
    guard var lowQuantity, let highQuantity else { return nil }
    if lowQuantity.unit == .none, highQuantity.currency != nil, lowQuantity.hasSuffix {
      // '5M to 10M EUR'.
      lowQuantity = lowQuantity.inUnit(of: highQuantity)
    } else if lowQuantity.isBare, !highQuantity.isBare {
      // '2 to 6B' may mean 2 or 2B.
      guard !highQuantity.hasSuffix || lowQuantity.number == 0 else {
        report(.suffixAtOneEnd, at: node.place)
        return nil
      }
      lowQuantity = lowQuantity.inUnit(of: highQuantity)
    }
    let lowAmount = amount(lowQuantity, low.text, at: node.place, rule)
    let highAmount = amount(highQuantity, high.text, at: highPlace, rule)
    guard let lowAmount, let highAmount,
      isOneCurrency([lowAmount, highAmount], at: node.place, rule)
    else { return nil }
    do throws(DistributionError) {
      let law = try rule.kind.range(from: lowAmount.number, to: highAmount.number)
      return StatedLaw(
        law: .distribution(law), currency: lowAmount.currency ?? highAmount.currency,
        text: Self.text(text, of: highAmount, rule))
    } catch {
      let ascends = lowAmount.number < highAmount.number
      let isReversed = (try? rule.kind.range(from: highAmount.number, to: lowAmount.number)) != nil
      report(
        ascends
          ? .rangeEnds(mustBe: rule.kind.rangeEnds)
          : .notAscending(meant: isReversed ? Suggestion.reversed(low.text, high.text) : nil),
        at: node.place)
      return nil
    }
  }

  /// Whether all amounts are in one currency; reports it where they mix two.
  mutating func isOneCurrency(_ amounts: [Amount], at place: Place, _ rule: NumberRule) -> Bool {
    var codes: [String] = []
    // 0 is 0 in any currency.
    let amounts = amounts.filter { $0.number != 0 || $0.currency != nil }
    for code in amounts.compactMap({ $0.currency ?? rule.currency })
    where !code.isEmpty && !codes.contains(code) {
      codes.append(code)
    }
    if codes.count > 1 { report(.mixedCurrencies(codes), at: place) }
    return codes.count <= 1
  }
}

extension WrittenQuantity {
  /// What was probably meant where the unit is that of another kind: `50%` for 0.5, 0.5 for `50%`, and
  /// `18 months` or `18 years` for 18.
  fileprivate func meant(as kind: Kind) -> [String] {
    guard number.isFinite else { return [] }
    if kind == .change, isBare || unit == .times { return asChange }
    if kind == .frequency {
      // What happens with 20 % in a year, or once in six months.
      switch unit {
      case .percent: return [kind.text(number)]
      case .percentPer(let period): return [kind.text(number * period.perYear)]
      case .time(let period) where number > 0: return [kind.text(period.perYear / number)]
      default: break
      }
    }
    if isBare {
      if kind.takes(unit: "%") { return [asPercent] }
      let periods = [Period.month, .year].map { number == 1 ? $0.rawValue : $0.plural }
      if kind == .duration { return periods.map { "\(number.shortText) \($0)" } }
      if kind == .frequency { return [kind.text(number)] }
    }
    let isPlain = [.factor, .coefficient, .elasticity].contains(kind)
    return unit == .percent && isPlain ? [number.shortText] : []
  }

  /// What a number without per cent may mean as a change: 1.2 is 120 % more, or 1.2 times as much.
  private var asChange: [String] {
    let times = ((number - 1) * 1e8).rounded() / 1e6
    guard !isBare || (0..<3).contains(number) else { return [asPercent] }
    return (isBare ? [asPercent] : []) + ["\(times.shortText)%"]
  }

  /// This bare number in another quantity's unit: the `4` of '4 to 8 months'.
  fileprivate func inUnit(of other: WrittenQuantity) -> WrittenQuantity {
    let isPercent: Bool
    switch other.unit {
    case .percent, .percentPer: isPercent = true
    default: isPercent = false
    }
    return with(unit: other.unit, exponent: exponent - (isPercent ? 2 : 0))
  }
}
