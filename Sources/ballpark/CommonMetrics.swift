import Reports
import Scenarios

/// The metrics of a comparison, as each of its scenarios is asked them.
///
/// Each means the same in all: where no date is stated, the horizon of the first.
struct CommonMetrics {
  /// By scenario: what it is asked.
  let texts: [[String]]
  /// By scenario: what that is called there, with its date of the grid.
  let names: [[String]]

  /// - Parameters:
  ///   - wanted: What the user asks; none for what is worth asking and what all have.
  ///   - questionsFirst: Whether then the questions of the file lead.
  /// - Throws: `Diagnostics` where one does not have what is asked; `CommandError` where it is in another
  ///   unit, or nothing is in common.
  init(_ wanted: [String], of compared: [Compared], questionsFirst: Bool = false) throws {
    var read = try wanted.isEmpty ? Self.common(to: compared) : Self.stated(wanted, compared)
    if wanted.isEmpty, questionsFirst {
      let isQuestion = { (asked: [Asked]) in asked[0].unit == "probability" }
      read = read.filter(isQuestion) + read.filter { !isQuestion($0) }
    }
    // Two texts of one metric count once.
    let first = read.map { $0[0].name }
    let kept = first.indices.filter { first.firstIndex(of: first[$0]) == $0 }
    texts = compared.indices.map { index in kept.map { read[$0][index].text } }
    names = compared.indices.map { index in kept.map { read[$0][index].name } }
  }

  private typealias Asked = (text: String, name: String, unit: String)

  private static func asked(
    _ texts: [String], _ one: Compared, as option: String? = nil
  ) throws -> [Asked] {
    let metrics = try one.scenario.metrics(texts, as: option ?? "--metric")
    return zip(texts, metrics).map { ($0, $1.description.name, $1.description.unit) }
  }

  /// What a scenario is asked in place of what the first one is.
  private static func text(_ first: Asked, for one: Compared, _ base: Compared) -> String {
    base.scenario.hasHorizon(of: one.scenario) ? first.text : first.name
  }

  private static func stated(_ wanted: [String], _ compared: [Compared]) throws -> [[Asked]] {
    let base = compared[0]
    let first = try asked(wanted, base, as: "--metric, in \(base.label)")
    var read = first.map { [$0] }
    for one in compared.dropFirst() {
      let texts = first.map { text($0, for: one, base) }
      for (index, own) in try asked(texts, one, as: "--metric, in \(one.label)").enumerated() {
        guard own.unit == first[index].unit else {
          throw CommandError(
            "\(first[index].name) is in \(first[index].unit) in \(base.label), but in \(own.unit) in "
              + one.label)
        }
        read[index].append(own)
      }
    }
    return read
  }

  private static func common(to compared: [Compared]) throws -> [[Asked]] {
    let base = compared[0]
    var (wanted, left, read) = ([String](), [String](), [[Asked]]())
    for text in compared.flatMap(\.scenario.standardMetrics) where !wanted.contains(text) {
      wanted.append(text)
      guard let first = try? asked([text], base)[0] else {
        left.append(text)
        continue
      }
      let all = compared.compactMap { one in
        try? asked([Self.text(first, for: one, base)], one)[0]
      }
      let isCommon = all.count == compared.count && all.allSatisfy { $0.unit == first.unit }
      if isCommon { read.append(all) } else { left.append(text) }
    }
    guard !read.isEmpty else {
      let names = compared.map { one in
        "\(one.label) has " + one.scenario.definition.companies.map(\.name).joined(separator: ", ")
      }
      throw CommandError(
        "the scenarios have nothing in common that could be compared: "
          + "\(names.joined(separator: "; ")); --metric names what all have")
    }
    if !left.isEmpty {
      StandardStream.say(
        "ballpark: not in all scenarios, or not at one date and in one unit: "
          + left.sorted().joined(separator: ", "))
    }
    return read
  }
}
