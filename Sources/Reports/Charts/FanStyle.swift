/// How one of several fans or lines is drawn: apart in colour, and in grey by the dashes of its line.
struct FanStyle {
  let words: String
  let fill: Ink
  /// Of its line and its labels.
  let line: Ink
  let dash: String

  var stroke: String {
    "linewidth 2.6 " + (dash.isEmpty ? "" : "dashtype \(dash) ") + "linecolor rgb '\(line.hex)'"
  }

  /// Of the edges of its band.
  var edge: String { "linewidth 1.4 linecolor rgb '\(fill.hex)'" }

  /// Of many.
  static let thin = "linewidth 0.9 linecolor rgb '\(Ink.leader.hex)'"

  /// Beyond the last the inks come again, with other dashes.
  static func of(_ index: Int) -> FanStyle {
    let (ink, round) = (all[index % all.count], index / all.count)
    let dash = all[(index + round) % all.count].dash
    return FanStyle(words: ink.words, fill: ink.fill, line: ink.line, dash: dash)
  }

  static let all = [
    FanStyle(words: "blue", fill: .middle, line: .median, dash: ""),
    FanStyle(words: "orange, broken", fill: .observed, line: .mark, dash: "(9,5)"),
    FanStyle(words: "green, dotted", fill: .green, line: .greenLine, dash: "(2,3)"),
    FanStyle(words: "purple", fill: .purple, line: .purpleLine, dash: "(14,4,2,4)"),
    FanStyle(words: "light blue", fill: .narrow, line: .skyLine, dash: "(5,2)"),
    FanStyle(words: "grey", fill: .leader, line: .line, dash: "(16,6)"),
  ]
}
