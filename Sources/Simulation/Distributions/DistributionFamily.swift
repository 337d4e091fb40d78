/// One family as a scenario file names it, `{triangular: {low: …, mode: …, high: …}}`: what the
/// reader, the errors, the list of distributions and the reference walk.
package struct DistributionFamily: Sendable {
  /// An argument in a file.
  package struct Argument: Sendable {
    /// What the number is.
    package enum Content: Sendable, Equatable {
      /// A value of the distribution: in the unit and the domain of the key.
      case value
      /// A value that no draw goes beyond: it may lie on the bound of the key's domain.
      case end
      /// A width: in the unit of the key, without its domain.
      case spread
      /// A number of its own kind, whatever the key is.
      case plain(Kind, Domain)
    }
    package let name: String
    package let content: Content
    package let isOptional: Bool
    /// Used where an optional argument is absent; nil where its absence has a meaning of its own.
    package let fallback: Double?
    package let help: String
  }

  /// A set of arguments that defines a distribution.
  package struct Form: Sendable {
    package typealias Make =
      @Sendable (DistributionArguments) throws(DistributionError) -> any Distribution

    /// Names of its arguments, optional ones included.
    package let names: [String]
    /// How many percentiles (`p10`, `p97.5` …) belong to it; 0 for none.
    package let percentiles: ClosedRange<Int>
    let make: Make

    init(_ names: String..., percentiles: ClosedRange<Int> = 0...0, make: @escaping Make) {
      self.names = names
      self.percentiles = percentiles
      self.make = make
    }
  }

  /// A value of a list with its weight.
  package struct Weighted<Value: Sendable>: Sendable {
    package let value: Value
    /// Relative to the others; 0 or above.
    package let weight: Double

    package init(_ value: Value, weight: Double) {
      self.value = value
      self.weight = weight
    }
  }

  /// What stands behind the family's name.
  package enum Content: Sendable {
    /// A map of arguments in one of these forms.
    case forms([Form])
    /// A list of values.
    case values(@Sendable ([Double]) throws(DistributionError) -> any Distribution)
    /// A list of maps, each of a value and its weight.
    case weightedValues(
      @Sendable ([Weighted<Double>]) throws(DistributionError) -> any Distribution)
    /// A list of maps, each of a number, range or distribution and its weight.
    case weightedLaws(
      @Sendable ([Weighted<any Distribution>]) throws(DistributionError) -> any Distribution)
  }

  package let name: String
  /// One line.
  package let help: String
  /// What a file may hold for an amount of money or a multiple.
  package let example: String
  /// Of all forms, or of each map of the list.
  package let arguments: [Argument]
  package let content: Content

  /// The family with a name in scenario files.
  package static func named(_ name: String) -> DistributionFamily? { all.first { $0.name == name } }

  /// Every family there is. A new one is a file beside this one and a line here.
  package static let all: [DistributionFamily] = [
    Normal.family, LogNormal.family, LogUniform.family, LogitNormal.family, Triangular.family,
    Pert.family, Uniform.family, Beta.family, Gamma.family, Weibull.family, ExponentialLaw.family,
    Pareto.family, StudentT.family, Laplace.family, Poisson.family, Bernoulli.family,
    Discrete.family, Empirical.family, Mixture.family, Metalog.family,
  ]

  /// Whether some form takes percentiles.
  package var takesPercentiles: Bool { forms.contains { $0.percentiles.upperBound > 0 } }

  /// The sets of arguments; none for a list.
  package var forms: [Form] {
    if case .forms(let forms) = content { forms } else { [] }
  }

  package func argument(_ name: String) -> Argument? { arguments.first { $0.name == name } }

  /// What a file may write, for an error message.
  package var usage: String {
    switch content {
    case .forms(let forms): forms.map(usage(of:)).joined(separator: " or ")
    case .values: "a list of values"
    case .weightedValues, .weightedLaws:
      "a list of {\(arguments.map(\.name).joined(separator: ", "))}"
    }
  }

  private func usage(of form: Form) -> String {
    let names = form.names.map { argument($0)?.isOptional ?? false ? $0 + "?" : $0 }
    let (least, most) = (form.percentiles.lowerBound, form.percentiles.upperBound)
    let words = ["", "one", "two"]
    let count = least == most && most < words.count ? words[most] : "\(least) to \(most)"
    return "{\((names + (most > 0 ? ["\(count) of p1 … p99"] : [])).joined(separator: ", "))}"
  }
}

extension DistributionFamily.Argument {
  static func value(_ name: String, _ help: String) -> Self {
    Self(name: name, content: .value, isOptional: false, fallback: nil, help: help)
  }

  static func end(_ name: String, _ help: String) -> Self {
    Self(name: name, content: .end, isOptional: false, fallback: nil, help: help)
  }

  static func optionalEnd(_ name: String, fallback: Double? = nil, _ help: String) -> Self {
    Self(name: name, content: .end, isOptional: true, fallback: fallback, help: help)
  }

  static func spread(_ name: String, _ help: String) -> Self {
    Self(name: name, content: .spread, isOptional: false, fallback: nil, help: help)
  }

  static func plain(
    _ name: String, _ kind: Kind, _ domain: Domain, fallback: Double? = nil, _ help: String
  ) -> Self {
    Self(
      name: name, content: .plain(kind, domain), isOptional: fallback != nil, fallback: fallback,
      help: help)
  }

  // Arguments that many families share.
  static let mean = value("mean", "The mean.")
  static let sd = spread("sd", "The standard deviation.")
  static let low = end("low", "The least value.")
  static let high = end("high", "The greatest value.")
  static let mode = end("mode", "The most likely value.")
  static let weight = plain(
    "weight", .share, .nonNegative, "The share of draws, relative to the weights of the others.")
}
