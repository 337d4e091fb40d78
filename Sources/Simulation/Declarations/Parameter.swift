import Statistics

/// One key of the scenario file, declared beside the code that uses it. The reader, its errors and
/// the documentation walk these declarations, in the order of `CompanyCatalog`, and spell no key.
public struct Parameter: Sendable {
  public enum Content: Sendable {
    /// A number or a distribution.
    case number(Kind, Domain)
    /// One of a few words.
    case choice([String])
    /// A day of the calendar, with the need of its list's item.
    case date
    /// Something that comes to hold, as an event's `when` says it.
    case condition
  }
  /// How the items of a list are told apart.
  public enum Naming: Sendable {
    /// By their places.
    case places
    /// By their places or, in a map in place of the list, by names of the author's own.
    case either
    /// By such names alone.
    case names
  }
  /// When a path needs a number; what is drawn is drawn once per path, but for each occurrence.
  public enum Use: Sendable {
    /// At the start.
    case start
    /// In every step, so that it may change by date.
    case step
    /// In every step and on every date, the last among them.
    case date
    /// At each occurrence of an event, drawn anew (a number is the distribution of one value).
    case occurrence

    /// Whether a schedule can change it.
    public var isByStep: Bool { self == .step || self == .date }
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
  /// Of the items of its list: `financing.raises.seriesA`.
  public let naming: Naming
  /// Whether it is a map of numbers by factor: `multiple.follows.sector`.
  public let isByFactor: Bool
  public let use: Use
  /// A value as a file may state it, for templates and messages; those of all parameters together
  /// describe one company.
  public let example: String
  /// Whether it must be one number, never a range.
  public let isConstant: Bool
  /// Key of another parameter that cannot stand beside this one.
  public let contradicts: String?
  /// What reports single out.
  public let role: ScenarioDescription.Assumption.Role?
  /// What others call it, in lower case: messages and the reference find it by these words.
  public let alsoKnownAs: [String]

  /// The part of the key before its last word: `shares` of `shares.issued`.
  package var section: String {
    key.split(separator: ".").dropLast().joined(separator: ".")
  }

  /// Of a number; nil for words and dates.
  public var kind: Kind? { if case .number(let kind, _) = content { kind } else { nil } }

  /// The values that a number may take; any for words and dates.
  public var domain: Domain { if case .number(_, let domain) = content { domain } else { .any } }

  public static func number(
    _ key: String, _ kind: Kind, _ domain: Domain, need: Need = .optional,
    fallback: Double? = nil, shorthand: Bool = false, listed: Bool = false,
    use: Use = .start, constant: Bool = false, contradicts: String? = nil,
    role: ScenarioDescription.Assumption.Role? = nil, alsoKnownAs: [String] = [],
    example: String, help: String
  ) -> Parameter {
    Parameter(
      key: key, content: .number(kind, domain), need: need, fallback: fallback, help: help,
      isShorthand: shorthand, isListed: listed, naming: .places, isByFactor: false, use: use,
      example: example,
      isConstant: constant, contradicts: contradicts, role: role, alsoKnownAs: alsoKnownAs)
  }

  /// Loadings by factor, each a coefficient.
  public static func loadings(
    _ key: String, contradicts: String? = nil, example: String, help: String
  ) -> Parameter {
    Parameter(
      key: key, content: .number(.coefficient, .any), need: .optional, fallback: nil, help: help,
      isShorthand: false, isListed: false, naming: .places, isByFactor: true, use: .start,
      example: example, isConstant: false, contradicts: contradicts, role: nil, alsoKnownAs: [])
  }

  /// A date of an item of a list, which must have it.
  ///
  /// - Parameter named: Whether the items may have names.
  public static func date(_ key: String, named: Bool = false, help: String) -> Parameter {
    Parameter(
      key: key, content: .date, need: .withSection, fallback: nil, help: help,
      isShorthand: false, isListed: true, naming: named ? .either : .places, isByFactor: false,
      use: .start,
      example: "2027-06-30",
      isConstant: true, contradicts: nil, role: nil, alsoKnownAs: [])
  }

  /// The first option is the default.
  public static func choice(_ key: String, _ options: [String], help: String) -> Parameter {
    Parameter(
      key: key, content: .choice(options), need: .optional, fallback: nil, help: help,
      isShorthand: false, isListed: false, naming: .places, isByFactor: false, use: .start,
      example: options.first ?? "",
      isConstant: false, contradicts: nil, role: nil, alsoKnownAs: [])
  }

  /// A condition of an item of a list, whose items have names.
  public static func condition(_ key: String, example: String, help: String) -> Parameter {
    Parameter(
      key: key, content: .condition, need: .optional, fallback: nil, help: help,
      isShorthand: false, isListed: true, naming: .names, isByFactor: false, use: .start,
      example: example, isConstant: true, contradicts: nil, role: nil, alsoKnownAs: [])
  }

  /// The same key in a section of another.
  func below(_ section: String) -> Parameter {
    Parameter(
      key: "\(section).\(key)", content: content, need: need, fallback: fallback, help: help,
      isShorthand: isShorthand, isListed: isListed, naming: naming, isByFactor: isByFactor,
      use: use,
      example: example, isConstant: isConstant, contradicts: contradicts, role: role,
      alsoKnownAs: alsoKnownAs)
  }
}
