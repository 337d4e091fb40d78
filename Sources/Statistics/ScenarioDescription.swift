/// What a report says about a scenario: plain text and numbers, nothing to compute with.
public struct ScenarioDescription: Sendable, Equatable {
  /// One assumption as the file states it.
  public struct Assumption: Sendable, Equatable {
    /// Full name, for example `zhipu.growth.halfLife`.
    public let key: String
    /// Whose it is: the name of a company; empty for a key of the top level.
    public let subject: String
    /// What it stands below in the file: a company, or a list or map of the top level; empty for a key of
    /// the top level.
    public let group: String
    /// What reports single out.
    public let role: Role?
    /// As it would stand in a file: `1.7B CNY`, `lognormal(p5: 1.5, p95: 5)`.
    public let text: String
    public let source: String?
    public let asOf: String?
    public let note: String?
    /// Whether the file states it; otherwise it is a default.
    public let isStated: Bool
    /// Whether it is a number about the world, which could have a source: not a choice among words, a
    /// file, or what ties two numbers.
    public let isNumber: Bool
    public let effect: Effect

    /// What it does.
    public enum Effect: Sendable, Equatable {
      /// It is assumed, and changes paths.
      case model
      /// It only asks something of the paths.
      case request
      /// Nothing by itself: it says where the rest is written.
      case none
    }

    public enum Role: Sendable, Equatable {
      /// That drifts are lowered by risk premiums, so that values are prices rather than chances.
      case riskAdjusted
      /// ARR, which may be stated for a date before the start.
      case recurringRevenue
      /// The share price at the start.
      case sharePrice
      /// Of options on new shares.
      case options
      /// Taken for given in place of what the file states.
      case supposed
    }

    public init(
      key: String, of subject: String = "", in group: String? = nil, role: Role? = nil,
      text: String, source: String? = nil, asOf: String? = nil, note: String? = nil,
      isStated: Bool = true, isNumber: Bool = true, effect: Effect = .model
    ) {
      self.key = key
      self.subject = subject
      self.group = group ?? subject
      self.role = role
      self.text = text
      self.source = source
      self.asOf = asOf
      self.note = note
      self.isStated = isStated
      self.isNumber = isNumber
      self.effect = effect
    }

    /// The key below its group: `growth.halfLife`.
    public var ownKey: String { key.below(group) }
  }

  /// What a condition of the file asks, in the file's own words. The model has numbers for them: years for
  /// months, and a date of its grid for one between two.
  public struct Question: Sendable, Equatable, Named {
    /// The condition as summaries name it: `zhipu.runway < 1.1667 years`.
    public let name: String
    /// The whole condition as the file has it: `zhipu.runway < 14 months`, where the name has years.
    public let words: String
    /// `560 HKD`, `14 months`, `2027-06-02`.
    public let level: String
    /// ISO date; nil where none is stated.
    public let date: String?

    public init(name: String, words: String? = nil, level: String, date: String? = nil) {
      self.name = name
      self.words = words ?? name
      self.level = level
      self.date = date
    }
  }

  /// What the file does not say itself but a file that it extends.
  public struct Inherited: Sendable, Equatable {
    /// The name of the file that has the title; nil for the file's own.
    public var title: String?
    /// Of that which has the author's words; nil for the file's own, or none.
    public var text: String?
    /// Of that which has the questions.
    public var questions: String?
    /// Files whose words are not told, since each speaks of itself alone.
    public var silent: [String]

    public init(
      title: String? = nil, text: String? = nil, questions: String? = nil, silent: [String] = []
    ) {
      (self.title, self.text, self.questions) = (title, text, questions)
      self.silent = silent
    }
  }

  /// The numbers that the file states, which may have a source.
  package var statedNumbers: [Assumption] { assumptions.filter { $0.isStated && $0.isNumber } }

  public let title: String
  /// The author's own words on what the scenario says; may be empty.
  public let text: String
  /// ISO date of t₀.
  public let start: String
  /// `day`, `week`, `month`, `quarter` or `year`.
  public let step: String
  public let steps: Int
  /// The horizon in years.
  public let horizon: Double
  /// Reporting currency.
  public let currency: String
  public let assumptions: [Assumption]
  /// Of questions and groups, by the name of the condition.
  public let questions: Catalog<Question>
  public let inherited: Inherited
  /// What a stress of the file takes for given, in a few words each; empty without one.
  public var stress: [String] = []

  public init(
    title: String, text: String, start: String, step: String, steps: Int, horizon: Double,
    currency: String, assumptions: [Assumption], questions: [Question] = [],
    inherited: Inherited = Inherited()
  ) {
    self.title = title
    self.text = text
    self.start = start
    self.step = step
    self.steps = steps
    self.horizon = horizon
    self.currency = currency
    self.assumptions = assumptions
    self.questions = Catalog(questions)
    self.inherited = inherited
  }

  /// What a scenario is called while some of its stresses act; its own title where none does.
  public static func title(_ title: String, underStress names: [String]) -> String {
    names.isEmpty ? title : "\(title), under stress: \(names.joined(separator: ", "))"
  }
}
