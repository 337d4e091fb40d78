import Text

/// One picture: the numbers that it shows and the commands that draw them.
///
/// Text of a scenario reaches gnuplot in single quotes only, where nothing has a meaning but the
/// quote itself, and in a mode in which labels have no markup. In double quotes, gnuplot would run
/// what stands between backticks as a command of the shell.
package struct Chart: Sendable {
  /// Of its files, without the ending.
  let name: String
  let company: String
  let title: String
  /// What it shows, for those who do not see it.
  let alternative: String
  /// Tables with tabs between the columns; two blank lines between tables.
  let data: String
  /// From the state after `reset` up to the plot.
  let commands: [String]

  /// Of what was observed, and of a group; it stays apart from the blue of bands in grey, too.
  static let orange = "#d55e00"

  static let scriptName = "charts.gp"
  /// In the SVG's units, which are pixels at its natural size.
  static let size = (width: 720, height: 440)

  var dataName: String { name + ".dat" }

  /// Draws all pictures; `cd charts && gnuplot charts.gp` repeats it.
  static func script(_ charts: [Chart], _ pictures: Pictures) -> String {
    let (width, height) = size
    var lines = ["# Draws the pictures anew: gnuplot \(scriptName)", "set encoding utf8"]
    var terminals = [
      (
        "svg",
        "svg size \(width),\(height) dynamic noenhanced font 'sans-serif,14' "
          + "background rgb 'white'"
      )
    ]
    if pictures.withPNG {
      // Twice as fine, which is enough for a slide.
      terminals.append(
        (
          "png",
          "pngcairo size \(2 * width),\(2 * height) noenhanced font 'sans-serif,14' fontscale 1.4 "
            + "linewidth 2 background rgb 'white'"
        ))
    }
    for chart in charts {
      for (ending, terminal) in terminals {
        lines += ["", "reset", "set terminal \(terminal)", "set output '\(chart.name).\(ending)'"]
        lines += style + chart.commands + ["unset output"]
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Every file that belongs to a script: itself, its pictures and their numbers.
  static func files(of script: String) -> Set<String> {
    let start = "set output '"
    let pictures = script.split(separator: "\n").filter { $0.hasPrefix(start) && $0.hasSuffix("'") }
      .map { $0.dropFirst(start.count).dropLast() }
    return Set(
      [scriptName]
        + pictures.flatMap { picture -> [String] in
          let name = picture.split(separator: ".").dropLast().joined(separator: ".")
          return [String(picture), name + ".dat"]
        })
  }

  private static let style = [
    "set datafile separator tab", "unset key",
    "set border 1 linecolor rgb '#555555' linewidth 0.8",
    "set tics nomirror out scale 0.4 textcolor rgb '#333333'",
    "set grid ytics back linetype 1 linecolor rgb '#dddddd' linewidth 0.7",
    "set lmargin at screen 0.095", "set rmargin at screen 0.835",
    "set tmargin at screen 0.82", "set bmargin at screen 0.145",
  ]

  /// Columns of text that have room above the picture.
  static let titleWidth = 74

  /// What a line below the title says, without what is empty.
  static func subtitle(_ parts: String...) -> String {
    parts.filter { !$0.isEmpty }.joined(separator: " · ")
  }

  /// Title, a line below it, and a note at the foot.
  static func texts(_ title: String, _ subtitle: String, note: String) -> [String] {
    [
      label(
        title.truncated(to: titleWidth), "screen 0.02", "screen 0.945", size: 17, colour: "#111111"),
      label(
        subtitle.truncated(to: 104), "screen 0.02", "screen 0.88", size: 12, colour: "#444444"),
      label(note.truncated(to: 124), "screen 0.02", "screen 0.03", size: 11, colour: "#666666"),
    ]
  }

  /// A text at a place, from there to the right unless said otherwise.
  static func label(
    _ text: String, _ x: String, _ y: String, size: Int = 13, colour: String = "#222222",
    align: String = "left"
  ) -> String {
    "set label \(text.inGnuplot) at \(x),\(y) \(align) front noenhanced font ',\(size)' "
      + "textcolor rgb '\(colour)'"
  }

  /// Moves the left margin where the labels of the axis need more room than they usually do.
  static func leftMargin(for labels: [String]) -> [String] {
    let room = 10 + 9 * Double(labels.map(\.displayWidth).max() ?? 0)
    let margin = room / Double(size.width)
    return margin > 0.095 ? ["set lmargin at screen \(margin.inPlot)"] : []
  }

  /// The same on the right, for labels beside the ends of lines.
  ///
  /// - Parameter usual: Where the plot ends if there is room enough.
  static func rightMargin(for labels: [String], usual: Double = 0.835) -> [String] {
    let room = 18 + 7.6 * Double(labels.map(\.displayWidth).max() ?? 0)
    let margin = 1 - room / Double(size.width)
    return margin < usual ? ["set rmargin at screen \(margin.inPlot)"] : []
  }

  /// A row of a table; what is not finite is `NaN`.
  static func row(_ first: String, _ numbers: [Double]) -> String {
    ([first] + numbers.map { $0.shortest ?? "NaN" }).joined(separator: "\t") + "\n"
  }
}

extension String {
  /// The text between single quotes, on one line.
  var inGnuplot: String {
    let text = printable().split(separator: "'", omittingEmptySubsequences: false)
    return "'" + text.joined(separator: "''") + "'"
  }

  /// The same for a label of an axis, which is a format: without the second sign, a per cent sign
  /// would be read as one.
  var onTic: String { replacing("%", with: "%%").inGnuplot }

  /// Fit for the start of a file's name: `acme` stays, and anything strange is a hyphen.
  var inFileName: String {
    let isPlain = { (c: Character) in c.isASCII && (c.isLetter || c.isNumber || "._-".contains(c)) }
    let name = String(map { isPlain($0) ? $0 : "-" }.prefix(150))
    return name.hasPrefix(".") ? "-" + name : name
  }
}

extension [String] {
  /// Fit for the starts of files' names, and different from each other.
  var inFileNames: [String] {
    // Names that are strange in different ways may become the same.
    var files: Set<String> = []
    return map { text in
      let name = text.inFileName
      var (file, number) = (name, 1)
      // File systems may hold capitals for small letters.
      while !files.insert(file.lowercased()).inserted {
        number += 1
        file = "\(name)-\(number)"
      }
      return file
    }
  }
}
