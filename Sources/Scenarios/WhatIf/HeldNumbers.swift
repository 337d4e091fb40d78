import Simulation
import Statistics

/// One number each in place of what is drawn, on every path; all other draws stay as they are.
public struct HeldNumbers: Sendable, Equatable {
  /// By the driver's full name, in its own unit.
  let values: [String: Double]
  /// The same as a file would state them.
  let texts: [String: String]

  public static let none = HeldNumbers(values: [:], texts: [:])

  /// What a scenario says with them: as after a setting, without the evidence of what was drawn.
  public func description(of scenario: Scenario) -> ScenarioDescription {
    let old = scenario.description
    var held = ScenarioDescription(
      title: old.title, text: old.text, start: old.start, step: old.step, steps: old.steps,
      horizon: old.horizon, currency: old.currency,
      assumptions: old.assumptions.map { assumption in
        guard let text = texts[assumption.key] else { return assumption }
        return .init(
          key: assumption.key, of: assumption.subject, in: assumption.group,
          role: assumption.role, text: text, isNumber: assumption.isNumber)
      }, questions: Array(old.questions), inherited: old.inherited)
    held.stress = old.stress
    return held
  }
}

extension Scenario {
  /// This scenario with more settings, as `setting` has them, of which one goes beyond it: a range that others
  /// are correlated with may be one number. It is held, and the others keep their draws.
  ///
  /// - Throws: `Diagnostics`.
  public func holding(_ settings: [Setting]) throws -> (scenario: Scenario, held: HeldNumbers) {
    let correlated = Set(definition.correlations.flatMap { [$0.first, $0.second] })
    var (values, texts) = ([String: Double](), [String: String]())
    var others: [Setting] = []
    for (index, setting) in settings.enumerated() {
      // A later setting of it, or of what is around it, counts instead.
      let isLast = settings[(index + 1)...].allSatisfy { later in
        later.key != setting.key && !setting.key.hasPrefix(later.key + ".")
      }
      guard isLast, let number = number(at: setting.key), number.canBeHeld,
        correlated.contains(number.name), let level = try level(setting), let value = level.number
      else {
        others.append(setting)
        continue
      }
      (values[number.name], texts[number.name]) = (value, level.text)
    }
    return (
      others.isEmpty ? self : try self.setting(others), HeldNumbers(values: values, texts: texts)
    )
  }

  /// What a setting puts at its key; nil where that is not one level.
  private func level(_ setting: Setting) throws -> Level? {
    // Several numbers, or a law of some arguments.
    guard !setting.value.contains(where: { ",:{".contains($0) }) else { return nil }
    let key = try varied([setting.text], as: setting.option ?? setting.text).first
    return key?.levels.count == 1 ? key?.levels[0] : nil
  }
}
