import Simulation
import Statistics

/// A series as a text, or the change of one over a time: `acme.arr`, `change of acme.arr over 6 months`.
struct SeriesText {
  static let change = "change"
  static let of = "of"
  static let over = "over"
  static let mostSteps = 520

  let name: ConditionText.Part
  /// A time; nil where the series itself is meant.
  let time: ConditionText.Part?

  /// Whether a text begins as the change of something does; nothing else is called so.
  static func isChange(_ part: ConditionText.Part) -> Bool {
    let words = part.words
    return words.count > 1 && words[0].text == change && words[1].text == of
  }

  /// Nil for a change of which something is missing.
  init?(_ part: ConditionText.Part) {
    guard Self.isChange(part) else {
      (name, time) = (part.trimmed, nil)
      return
    }
    let words = part.words
    guard words.count > 4, words[3].text == Self.over else { return nil }
    (name, time) = (words[2], part.part(from: words[3].end))
  }
}

/// A series that is named, and the time over which its change is meant.
struct NamedSeries {
  let quantity: Quantity
  let time: (steps: Int, words: String)?

  /// What is meant where a level of it is in per cent, or in its own unit.
  func quantity(inPercent: Bool) -> Quantity {
    guard let time else { return quantity }
    return quantity.changed(
      over: Quantity.Lag(steps: time.steps, words: time.words, isRelative: inPercent))
  }
}

extension ScenarioReader {
  /// - Parameter find: Reads the name of a series.
  mutating func series(
    _ node: LocatedNode, find: (inout ScenarioReader, LocatedNode) -> Quantity?
  ) -> NamedSeries? {
    let expected = Expectation(
      "a series or the change of one over a time",
      example: "change of acme.sharePrice over 1 month")
    guard let text = text(node, expected) else { return nil }
    let whole = ConditionText.Part(text: text, offset: 0)
    guard let parts = SeriesText(whole) else {
      report(.unexpected(expected, found: "'\(text)'"), at: node.place)
      return nil
    }
    let quantity = find(&self, part(parts.name, of: text, at: node.place))
    guard let stated = parts.time else {
      return quantity.map { NamedSeries(quantity: $0, time: nil) }
    }
    let time = changeTime(part(stated, of: text, at: node.place))
    guard let quantity, let time else { return nil }
    return NamedSeries(quantity: quantity, time: time)
  }

  /// A time over which a series changes.
  private mutating func changeTime(_ node: LocatedNode) -> (steps: Int, words: String)? {
    let rule = NumberRule(kind: .duration, domain: .positive, currency: nil)
    guard let years = constant(node, rule) else { return nil }
    let steps = years * Double(draft.step.perYear)
    guard steps.rounded() <= Double(SeriesText.mostSteps) else {
      report(
        .outOfDomain(
          node.summary, mustBe: "a time of at most \(SeriesText.mostSteps) steps of the grid"),
        at: node.place)
      return nil
    }
    let text = Kind.duration.text(years)
    // Weeks have no text of their own.
    let words = text.contains(".") ? node.summary : text
    if draft.step.isLonger(than: years) {
      report(
        .shorterThanStep("\(SeriesText.over) \(words)", comes: "the change over one step is taken"),
        at: node.place)
    }
    return (max(1, Int(steps.rounded())), words)
  }

  /// A level of a series or of its change, and what it is a level of: in per cent a change is relative, else it
  /// is in the unit of the series, and for a share in points.
  mutating func level(
    _ node: LocatedNode, of series: NamedSeries, inPercent: Bool
  ) -> (quantity: Quantity, level: StatedLevel)? {
    let quantity = series.quantity(inPercent: inPercent && !series.quantity.isShare)
    if quantity.measure == .points {
      return points(node).map { (quantity, $0) }
    }
    if inPercent, series.time != nil, series.quantity.isSigned {
      report(
        .unexpected(
          Expectation("a difference in the unit of '\(series.quantity.name)'"),
          found: "a part of what may be below 0"), at: node.place)
      return nil
    }
    return value(node, of: quantity).map { (quantity, $0) }
  }

  /// A difference of two shares: `-5 points`.
  private mutating func points(_ node: LocatedNode) -> StatedLevel? {
    let expected = Expectation("a difference in points", example: "-5 points")
    guard let text = text(node, expected) else { return nil }
    let parts = text.split(whereSeparator: \.isSpace).map(String.init)
    guard let first = parts.first, parts.count == 2 || first == "0",
      parts.count == 1 || ["point", "points"].contains(parts[1]),
      case .success(let number) = QuantityText.quantity(first), number.isBare,
      number.number.isFinite
    else {
      report(.unexpected(expected, found: "'\(text)'"), at: node.place)
      return nil
    }
    let words = "\(first) points"
    return StatedLevel(value: number.number / 100, words: words, text: words)
  }
}

extension Quantity {
  /// Whether its values are parts of something, in per cent.
  var isShare: Bool { [.margin, .share, .change].contains(measure) }
}
