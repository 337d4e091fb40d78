import Text

/// How rows of shares are laid out: questions on the left, wrapped where they must be, then aligned shares,
/// their errors, and bars where there is room.
///
/// Verified: golden texts at three widths.
struct ShareColumns {
  private let terminal: Terminal
  private let share: Int
  private let error: Int
  private let bar: Int
  /// Of the question; nil where it has lines of its own, and the numbers stand below it.
  private let room: Int?

  private static let bars = 4...12
  /// A question that is broken into shorter lines is hard to read.
  private static let leastRoom = 24

  init(_ rows: [ShareRow], on terminal: Terminal) {
    self.terminal = terminal
    share = rows.map(\.share.displayWidth).max() ?? 0
    error = rows.map(\.error.displayWidth).max() ?? 0
    let longest = rows.map(\.question.displayWidth).max() ?? 0
    // Two before each question, two before its share, one before its error.
    let rest = terminal.width - 5 - share - error
    // Shorter bars for longer questions, or none, so that each has one line.
    let left = rest - 2 - longest
    let bar =
      left >= Self.bars.lowerBound
      ? min(left, Self.bars.upperBound) : longest <= rest ? 0 : Self.bars.lowerBound
    let room = bar > 0 ? rest - 2 - bar : rest
    if room >= Self.leastRoom {
      (self.bar, self.room) = (bar, min(longest, room))
    } else if rest >= Self.leastRoom {
      (self.bar, self.room) = (0, min(longest, rest))
    } else {
      (self.bar, self.room) = (max(0, min(Self.bars.upperBound, rest - 2)), nil)
    }
  }

  /// A title above questions, and above shares what they are of, where both have room.
  func head(_ title: String, _ whole: String) -> String {
    let end = (room ?? 0) + 5 + share + error
    let space = end - title.displayWidth - whole.displayWidth
    let text = space < 2 ? title : title + String(repeating: " ", count: space) + whole
    return terminal.styled(text.truncated(to: terminal.width), .heading)
  }

  func lines(_ row: ShareRow) -> [String] {
    let numbers = row.share.padded(to: share, left: true) + " " + row.error
    let bar = Self.bar(row, length: self.bar)
    let end =
      bar.isEmpty
      ? numbers.trimmedAtEnd
      : numbers.padded(to: share + 1 + error, left: false) + "  " + terminal.styled(bar, .band)
    let question = row.question.wrapped(to: room ?? terminal.width - 2, indent: 2).map { "  " + $0 }
    guard let room, let last = question.last else { return question + ["  " + end] }
    return question.dropLast() + [last.padded(to: room + 2, left: false) + "  " + end]
  }

  private static let eighths = Array(" ▏▎▍▌▋▊▉")

  /// `███▌`, to an eighth of a column; what the horizon does not decide is `░`. A share above 0 is seen.
  private static func bar(_ row: ShareRow, length: Int) -> String {
    guard length > 0, row.most > 0 else { return "" }
    let eighths = row.least > 0 ? max(1, Int((8 * Double(length) * row.least).rounded())) : 0
    var bar = String(repeating: "█", count: eighths / 8)
    if eighths % 8 > 0 { bar.append(Self.eighths[eighths % 8]) }
    let open = row.most > row.least ? Int((Double(length) * row.most).rounded()) - bar.count : 0
    return bar + String(repeating: "░", count: max(0, open))
  }
}
