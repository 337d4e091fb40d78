/// One key of the scenario file, declared beside the code that uses it. The reader, its errors and
/// the documentation walk these declarations; nothing else knows the keys.
public struct Parameter: Sendable {
  public enum Content: Sendable {
    /// A number or a distribution drawn once per path.
    case number(Kind, Domain)
    /// A distribution drawn anew for every event (a number is the distribution of one value).
    case law(Kind, Domain)
    /// One of a few words.
    case choice([String])
    /// A day of the calendar, with the need of its list's item.
    case date
  }
  public enum Need: Sendable, Equatable {
    case optional
    /// Required as soon as the file has the section that the key belongs to.
    case withSection
    case always
  }

  /// Place in a company's section, dotted: `listPrice.changes.frequency`.
  public let key: String
  public let content: Content
  public let need: Need
  /// Used where the file says nothing, in the kind's unit; or the default choice.
  public let fallback: Double?
  public let help: String
  /// Whether the section may be written as this key's value alone: `shares: 440M`.
  public let isShorthand: Bool
  /// Whether the key stands in a list of maps, `shares.options[].strike`: the part of `key` before
  /// the last dot is the list.
  public let isListed: Bool
  /// Whether it acts in every step, so that a schedule by date can change it.
  public let isScheduled: Bool
  /// A value as a file may state it, for templates and messages; those of all parameters together
  /// describe one company.
  public let example: String
  /// Whether it must be one number, never a range.
  public let isConstant: Bool
  /// Key of another parameter that cannot stand beside this one.
  public let contradicts: String?

  /// The part of the key before its last word: `shares` of `shares.issued`.
  package var section: String {
    key.split(separator: ".").dropLast().joined(separator: ".")
  }

  /// The values that a number may take; any for a choice of words.
  var domain: Domain {
    switch content {
    case .number(_, let domain), .law(_, let domain): domain
    case .choice, .date: .any
    }
  }

  public static func number(
    _ key: String, _ kind: Kind, _ domain: Domain, need: Need = .optional,
    fallback: Double? = nil, shorthand: Bool = false, listed: Bool = false,
    scheduled: Bool = false, constant: Bool = false, contradicts: String? = nil, example: String,
    help: String
  ) -> Parameter {
    Parameter(
      key: key, content: .number(kind, domain), need: need, fallback: fallback, help: help,
      isShorthand: shorthand, isListed: listed, isScheduled: scheduled, example: example,
      isConstant: constant, contradicts: contradicts)
  }

  public static func law(
    _ key: String, _ kind: Kind, _ domain: Domain, need: Need = .optional, example: String,
    help: String
  ) -> Parameter {
    Parameter(
      key: key, content: .law(kind, domain), need: need, fallback: nil, help: help,
      isShorthand: false, isListed: false, isScheduled: false, example: example,
      isConstant: false, contradicts: nil)
  }

  /// A date of an item of a list, which must have it.
  public static func date(_ key: String, help: String) -> Parameter {
    Parameter(
      key: key, content: .date, need: .withSection, fallback: nil, help: help,
      isShorthand: false, isListed: true, isScheduled: false, example: "2027-06-30",
      isConstant: true, contradicts: nil)
  }

  /// The first option is the default.
  public static func choice(_ key: String, _ options: [String], help: String) -> Parameter {
    Parameter(
      key: key, content: .choice(options), need: .optional, fallback: nil, help: help,
      isShorthand: false, isListed: false, isScheduled: false, example: options.first ?? "",
      isConstant: false, contradicts: nil)
  }
}

/// The values that a parameter may take.
public enum Domain: String, Sendable {
  case any = "any number"
  case positive = "above 0"
  case nonNegative = "0 or above"
  case notPositive = "0 or below"
  case aboveMinusOne = "above -100 %"
  case notBelowMinusOne = "-100 % or above"
  case unit = "0 to 1"
  case openUnit = "above 0 % and below 100 %"
  case belowOne = "below 100 %"
  case unitBelowOne = "0 % or above and below 100 %"
  case correlation = "above -1 and below 1"
  case stepRate = "at most 1,000 events in a step"

  /// With its ends.
  public var closed: Domain {
    switch self {
    case .positive: .nonNegative
    case .aboveMinusOne: .notBelowMinusOne
    case .openUnit, .unitBelowOne: .unit
    default: self
    }
  }

  public func contains(_ value: Double) -> Bool {
    switch self {
    case .any: value.isFinite
    case .positive: value > 0 && value.isFinite
    case .nonNegative: value >= 0 && value.isFinite
    case .notPositive: value <= 0 && value.isFinite
    case .aboveMinusOne: value > -1 && value.isFinite
    case .notBelowMinusOne: value >= -1 && value.isFinite
    case .unit: value >= 0 && value <= 1
    case .openUnit: value > 0 && value < 1
    case .belowOne: value < 1 && value.isFinite
    case .unitBelowOne: value >= 0 && value < 1
    case .correlation: value > -1 && value < 1
    case .stepRate: value >= 0 && value <= 1_000
    }
  }
}
