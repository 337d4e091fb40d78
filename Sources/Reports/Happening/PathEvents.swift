import Statistics
import Text

extension Report {
  /// What happened on traced paths, a line for each time, with its day; and why a path failed. Empty where
  /// nothing did.
  ///
  ///     path 4711
  ///       2026-12-03  agent: change zhipu.usage 34.2 %
  ///       2027-01-14  prices becomes war
  ///       2027-02-03  release, flop: change zhipu.sharePrice -20 %
  public static func happened(on paths: Trajectories) -> String {
    let grid = GridDates(dates: paths.dates)
    return paths.paths.enumerated().map { index, number in
      var lines = paths.occurrences[index].map { one in
        "\(grid.day(afterSteps: one.time) ?? "")  \(one.words)"
      }
      if let failure = paths.failures[index] {
        lines.append("\(paths.dates[failure.step])  failed: \(failure.cause)")
      }
      return lines.isEmpty
        ? ""
        : (["path \(number)"] + lines.map { "  " + $0.printable() }).joined(separator: "\n") + "\n"
    }.joined()
  }
}

extension Trajectories.Occurrence {
  /// `release, flop: change zhipu.sharePrice -20 %`, `prices becomes war`, `agent, otherwise`.
  fileprivate var words: String {
    let words = name.split(separator: ".", maxSplits: 1).map(String.init)
    let name = words.joined(separator: kind == .state ? " becomes " : ", ")
    let choice = choice.map { ", \($0)" } ?? ""
    let drawn = sizes.map { "\($0.words) \($0.value.amount($0.unit))" }.joined(separator: ", ")
    return "\(name)\(choice)" + (drawn.isEmpty ? "" : ": \(drawn)")
  }
}

extension Trajectories.Occurrence.Size {
  /// `change zhipu.usage` of `agent.then.change.zhipu.usage`.
  fileprivate var words: String {
    for verb in ["change", "add", "set"] {
      guard let range = name.firstRange(of: ".\(verb).") else { continue }
      return "\(verb) \(name[range.upperBound...])"
    }
    return name
  }
}
