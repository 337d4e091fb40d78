/// What can be asked of a path: a series, which has a value on every date, or an outcome, which has one.
///
/// A quantity is declared once, by the part of a model that makes it. What records, reads, lists and
/// reports quantities walks these declarations and knows no other list. A declaration has no subject;
/// `of` gives it one, and the unit of its values.
public struct Quantity: Sendable, Hashable, Named {
  public enum Sort: String, Sendable { case series, outcome }

  /// Whose it is: the name of a company; empty in a declaration.
  public private(set) var subject = ""
  /// As a file names it, without its subject: `sharePrice`.
  public let ownName: String
  public let sort: Sort
  public let measure: Measure
  /// As summaries have it: `HKD`, `x`; in a declaration for a reader, `company's currency`.
  public private(set) var unit: String
  /// In a sentence: `share price`.
  public let words: String
  public private(set) var help: String
  /// What a holder has, where it tells of that.
  public private(set) var worth = "share price"
  /// Whether an amount of it may lie below 0.
  public let isSigned: Bool
  /// Whether it is kept where the file does not say what to keep.
  public let isStandard: Bool
  /// Sections or keys of which a subject must state one; none for what every subject has.
  public let needs: [String]
  /// Effects of events on a subject of which one does in place of that.
  public let effects: [String]
  /// Whether only the risk-adjusted measure has it.
  public let isRiskAdjusted: Bool
  /// Which end is bad for a holder: the worst 5 % lie there, and the best of several scenarios at the other;
  /// nil where neither is.
  public let worst: Relation?
  /// Levels of which a run tells how many paths pass them.
  public let levels: Levels
  /// Means and percentiles of its worst paths.
  public let risks: [RiskMeasure.Kind]
  /// What has not happened where its value is not reached by the horizon; nil for what always has one.
  public let open: OpenEvent?
  public let family: Family
  public let role: Role?
  /// Where a report draws its bands; nil where it does not.
  public let picture: Picture?
  /// Of what it is the change; nil for what a part of a model declares.
  public private(set) var origin: Origin?

  /// Whether a subject has it that states some keys and sections, and to which events do something; the
  /// measure apart.
  public func isEnough(_ isStated: (String) -> Bool, done isDone: (String) -> Bool) -> Bool {
    needs.isEmpty && effects.isEmpty || needs.contains(where: isStated)
      || effects.contains(where: isDone)
  }

  /// `zhipu.sharePrice`.
  public var name: String { subject.isEmpty ? ownName : "\(subject).\(ownName)" }

  /// `share price of zhipu`.
  public var inWords: String { subject.isEmpty ? words : "\(words) of \(subject)" }

  /// Whether its mean says anything: not of dates, nor of what may come after the horizon.
  public var hasMean: Bool { measure != .date && open == nil }

  public static func series(
    _ name: String, _ measure: Measure, words: String? = nil, standard: Bool = false,
    needs: [String] = [], effects: [String] = [], signed: Bool = false, worst: Relation? = nil,
    family: Family = .business, role: Role? = nil, picture: Picture? = nil, help: String
  ) -> Quantity {
    Quantity(
      name, .series, measure, words, help, isSigned: signed, isStandard: standard, needs: needs,
      effects: effects, worst: worst, family: family, role: role, picture: picture)
  }

  public static func outcome(
    _ name: String, _ measure: Measure, words: String? = nil, needs: [String] = [],
    effects: [String] = [], riskAdjusted: Bool = false, standard: Bool = true,
    signed: Bool = false, worst: Relation?,
    levels: Levels = .none, risks: [RiskMeasure.Kind] = [], open: OpenEvent? = nil,
    family: Family = .business,
    role: Role? = nil, help: String
  ) -> Quantity {
    Quantity(
      name, .outcome, measure, words, help, isSigned: signed, isStandard: standard, needs: needs,
      effects: effects, isRiskAdjusted: riskAdjusted, worst: worst, levels: levels, risks: risks,
      open: open, family: family, role: role)
  }

  private init(
    _ name: String, _ sort: Sort, _ measure: Measure, _ words: String?, _ help: String,
    isSigned: Bool, isStandard: Bool, needs: [String], effects: [String],
    isRiskAdjusted: Bool = false, worst: Relation? = nil, levels: Levels = .none,
    risks: [RiskMeasure.Kind] = [],
    open: OpenEvent? = nil, family: Family, role: Role?, picture: Picture? = nil
  ) {
    ownName = name
    self.sort = sort
    self.measure = measure
    unit = measure.words
    self.words = words ?? name.splitAtCapitals
    self.help = help
    self.isSigned = isSigned
    self.isStandard = isStandard
    self.needs = needs
    self.effects = effects
    self.isRiskAdjusted = isRiskAdjusted
    self.worst = worst
    self.levels = levels
    self.risks = risks
    self.open = open
    self.family = family
    self.role = role
    self.picture = picture
  }

  /// The same of what is no share: `value` in place of `share price`.
  package func saying(_ other: String) -> Quantity {
    var quantity = self
    (quantity.help, quantity.worth) = (help.replacing(worth, with: other), other)
    return quantity
  }

  /// The same of a subject.
  ///
  /// - Parameters:
  ///   - currency: Of the subject's own amounts.
  ///   - reporting: Of market caps and share prices.
  public func of(_ subject: String, currency: String, reporting: String) -> Quantity {
    var quantity = self
    quantity.subject = subject
    quantity.unit =
      switch measure {
      case .ownCurrency: currency
      case .reportingCurrency: reporting
      default: measure.words
      }
    return quantity
  }
}

extension Quantity {
  /// How much a series has changed over a time, as a series of its own: `change of acme.arr over 6 months`.
  ///
  /// Relative it is X(t)/X(t - D) - 1, else X(t) - X(t - D) in the unit of the series; of a share in points.
  public func changed(over lag: Lag) -> Quantity {
    let isShare = [.margin, .share, .change].contains(measure)
    let measure: Measure = lag.isRelative ? .change : isShare ? .points : self.measure
    var change = Quantity(
      "change of \(name) over \(lag.words)", .series, measure,
      "change of \(inWords) over \(lag.words)", help, isSigned: true, isStandard: false, needs: [],
      effects: [], worst: worst, family: family, role: nil)
    if !lag.isRelative, !isShare { change.unit = unit }
    change.origin = .change(of: self, over: lag)
    return change
  }

  /// What a quantity is made of that no part of a model declares.
  public indirect enum Origin: Sendable, Hashable {
    case change(of: Quantity, over: Lag)
  }

  /// A time over which a series changes.
  public struct Lag: Sendable, Hashable {
    /// Of the grid, at least 1.
    public let steps: Int
    /// As the file has it: `6 months`.
    public let words: String
    /// Whether a change is a part of what was there before.
    public let isRelative: Bool

    public init(steps: Int, words: String, isRelative: Bool) {
      precondition(steps > 0)
      self.steps = steps
      self.words = words
      self.isRelative = isRelative
    }
  }

  /// The series that it is, or that it is the change of.
  public var base: Quantity {
    if case .change(let base, _)? = origin { base } else { self }
  }

  /// Its name, and for a change whether that is relative: what tells all quantities of a model apart.
  package var identity: String {
    if case .change(_, let lag)? = origin, lag.isRelative { name + ", relative" } else { name }
  }
}

/// On which side of a level a value lies.
public enum Relation: String, Sendable, CaseIterable { case above, below }

extension String {
  /// `listPrice` is `list price`.
  package var splitAtCapitals: String {
    reduce(into: "") { text, character in
      text += character.isUppercase ? " " + character.lowercased() : String(character)
    }
  }
}
