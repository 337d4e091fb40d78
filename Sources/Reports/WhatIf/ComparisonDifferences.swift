import Statistics
import Text

extension ComparisonReport {
  /// What differs between the descriptions.
  struct Difference {
    let key: String
    /// In the order of the scenarios; nil where one does not have the key.
    let values: [String?]
    /// Whether it is only asked, or where something is written: it changes no path.
    var isAsked = false
  }

  /// Of the dates: they are no assumptions, yet nothing makes numbers more different.
  var gridDifferences: [Difference] {
    let descriptions = variants.map(\.heading.description)
    let rows = [
      Difference(key: "start", values: descriptions.map(\.start)),
      Difference(key: "horizon", values: descriptions.map(\.horizonText)),
      Difference(key: "step", values: descriptions.map(\.step)),
    ]
    return rows.filter(\.isOne)
  }

  /// Assumption by assumption, in the order of the first file, then of the others. Where a number comes
  /// from is no difference.
  var differences: [Difference] { allDifferences.filter { !$0.isAsked } }

  /// What is only asked, or where it is written: it changes no path.
  var askedOtherwise: [Difference] { allDifferences.filter(\.isAsked) }

  private var allDifferences: [Difference] {
    let stated = variants.map(\.heading.description.assumptions)
    let texts = stated.map { assumptions in
      Dictionary(
        assumptions.map { ($0.key, $0.text) }, uniquingKeysWith: { first, _ in first })
    }
    var known: Set<String> = []
    return stated.joined().filter { $0.effect != .none && known.insert($0.key).inserted }
      .map { assumption in
        Difference(
          key: assumption.key,
          values: texts.map {
            $0[assumption.key] ?? (assumption.role == .supposed ? "as stated" : nil)
          },
          isAsked: assumption.effect == .request)
      }
      .filter(\.isOne)
  }
}

extension ComparisonReport.Difference {
  fileprivate var isOne: Bool { values.contains { $0 != values[0] } }

  /// `140% → 200%` of two; `140% → 200% (bull, strong), 50% (bear)` of more.
  func text(_ labels: [String]) -> String {
    let others = others(labels)
    let isSimple = others.count == 1 && others[0].labels.count == values.count - 1
    func named(_ other: (value: String?, labels: [String])) -> String {
      (other.value?.cut ?? "none") + (isSimple ? "" : " (\(other.labels.listed))")
    }
    guard let first = values[0]?.cut else {
      return others.map { "only in \($0.labels.listed): \($0.value?.cut ?? "")" }
        .joined(separator: "; ")
    }
    if isSimple, others[0].value == nil { return "only in \(labels[0]): \(first)" }
    return "\(first) → " + others.map(named).joined(separator: ", ")
  }
}

extension ComparisonReport.Difference {
  /// What others than the first state, each with the labels of those that do.
  private func others(_ labels: [String]) -> [(value: String?, labels: [String])] {
    var others: [(value: String?, labels: [String])] = []
    for (value, label) in zip(values, labels).dropFirst() where value != values[0] {
      if let known = others.firstIndex(where: { $0.value == value }) {
        others[known].labels.append(label)
      } else {
        others.append((value, [label]))
      }
    }
    return others
  }

  /// `bull, strong: 200%; bear: 50%`, in full.
  func othersText(_ labels: [String]) -> String {
    others(labels).map { "\($0.labels.listed): \($0.value?.printable() ?? "–")" }
      .joined(separator: "; ")
  }
}

extension ScenarioDescription {
  /// `3 years`.
  fileprivate var horizonText: String {
    let number = Figure(horizon, error: 0, unit: "").text
    return "\(number) year\(number == "1" ? "" : "s")"
  }
}

extension String {
  /// Long distributions and tables of numbers are told by their start.
  fileprivate var cut: String { printable().truncated(to: 60) }
}
