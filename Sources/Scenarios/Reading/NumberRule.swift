import Simulation
import Statistics

/// What a parameter's numbers must be.
struct NumberRule: Sendable {
  let kind: Kind
  let domain: Domain
  /// Of a bare amount of money.
  let currency: String?
  var use = Parameter.Use.start
  /// Whose number it is; empty at the top level.
  var subject = ""
  /// The map of the top level that it stands below, where it is in one.
  var group: String?
  /// What reports single out.
  var role: ScenarioDescription.Assumption.Role?
  /// What stands behind a number where its unit alone would not say what it is.
  var word: String?
  /// Whether it is a piece of a schedule, which may depend on a regime.
  var isPiece = false

  /// Whether it may be one number in each state of a regime.
  var dependsOnRegimes: Bool { use.isByStep || isPiece }

  /// The same for a part of a schedule or of a distribution, which holds no schedule itself.
  var part: NumberRule {
    NumberRule(
      kind: kind, domain: domain, currency: currency, subject: subject, group: group)
  }

  /// The same for a part of a schedule.
  var piece: NumberRule {
    var piece = part
    piece.isPiece = true
    return piece
  }
}

/// A number as it was read, with what it must be.
struct ReadNumber: Sendable {
  let rule: NumberRule
  let assumption: Assumption
}
