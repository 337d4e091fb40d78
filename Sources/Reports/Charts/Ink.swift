/// The colours of pictures and pages, each with its place: what shows the same has the same colour.
///
/// In files they are as they stand here; on a page each is a variable of the style sheet, which turns
/// them over in the dark. Text on `paper` and on `card` has a contrast of at least 4.5 in both
/// (WCAG 2.2 AA), which the browser test computes.
enum Ink: String, CaseIterable {
  case paper, card, text, strong, soft, faint, line, grid, leader
  case wide, middle, narrow, median, sample
  case observed, mark
  case green, greenLine, purple, purpleLine
  case rise, fall, total, risePale, fallPale

  /// On white.
  var hex: String { colours.light }

  /// Its name in a style sheet.
  var variable: String { "var(--\(rawValue))" }

  var colours: (light: String, dark: String) {
    switch self {
    case .paper: ("#ffffff", "#12171d")
    case .card: ("#f6f8fa", "#1a2129")
    case .text: ("#222222", "#e6ebf1")
    case .strong: ("#111111", "#f5f8fb")
    case .soft: ("#444444", "#b4c0cc")
    case .faint: ("#666666", "#9aa8b6")
    case .line: ("#555555", "#8896a5")
    case .grid: ("#dddddd", "#2c3642")
    case .leader: ("#999999", "#5c6875")
    // From the widest band to the narrowest; they stay apart in grey.
    case .wide: ("#d9e6f2", "#1d3146")
    case .middle: ("#b3cde3", "#27486a")
    case .narrow: ("#7ba7cc", "#386a9c")
    case .median: ("#08306b", "#a9d2f7")
    case .sample: ("#3a3a3a", "#9fb0c0")
    // It stays apart from the blue of bands in grey, too.
    case .observed: ("#d55e00", "#f0883e")
    case .mark: ("#8a3c00", "#f2b07c")
    case .green: ("#009e73", "#2fae88")
    case .greenLine: ("#00513b", "#8fe0c3")
    case .purple: ("#cc79a7", "#c07aa3")
    case .purpleLine: ("#87336a", "#ecb3d3")
    case .rise: ("#4f86b8", "#5b97cd")
    case .fall: ("#e07b39", "#d8793c")
    case .total: ("#44546a", "#a3b3c6")
    case .risePale: ("#c3d6e8", "#2d4760")
    case .fallPale: ("#f3d2bb", "#5d3f2b")
    }
  }

  /// From the widest band to the narrowest.
  static let bands = [Ink.wide, .middle, .narrow]

  /// The inks as declarations of a style sheet.
  static func declarations(dark: Bool) -> String {
    allCases.map { "--\($0.rawValue):\(dark ? $0.colours.dark : $0.colours.light)" }
      .joined(separator: ";")
  }

  /// The ink of a colour that gnuplot writes as `rgb( 85,  85,  85)` or `#555555`; nil for others.
  init?(svg colour: String) {
    let numbers = colour.hasPrefix("rgb(")
      ? colour.dropFirst(4).dropLast().split(separator: ",").compactMap { part in
        UInt8(part.drop { $0 == " " })
      } : []
    let hex =
      numbers.count == 3
      ? "#" + numbers.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
      : colour.lowercased()
    guard let ink = Ink.allCases.first(where: { $0.hex == hex }) else { return nil }
    self = ink
  }
}
