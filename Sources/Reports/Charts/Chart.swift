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
  /// What the axes show.
  let axes: String
  /// Whose picture it is, behind what the axes show: a page has said it.
  let context: String
  /// How it is to be read, in parts: a page that has said one does not say it again.
  let notes: [String]
  /// What it shows, for those who do not see it.
  let alternative: String
  /// Tables with tabs between the columns; two blank lines between tables.
  let data: String
  /// Where a report has it.
  private(set) var part = Part.other
  /// The series whose bands it shows; nil where it shows something else.
  private(set) var series: String?
  /// Whether a page shows it as a picture, and not as a table with bars.
  let isOnPage: Bool
  /// From the state after `reset` and the canvas' style up to the plot.
  let commands: @Sendable (Canvas) -> [String]

  init(
    name: String, company: String, title: String, axes: String, context: String, notes: [String],
    alternative: String, data: String, isOnPage: Bool = true,
    commands: @escaping @Sendable (Canvas) -> [String]
  ) {
    self.name = name
    self.company = company
    self.title = title
    self.axes = axes
    self.context = context
    self.notes = notes
    self.alternative = alternative
    self.data = data
    self.isOnPage = isOnPage
    self.commands = commands
  }

  /// A part of a report.
  enum Part: Sendable { case worth, growth, business, outcome, group, event, together, other }

  func placed(in part: Part, series: String? = nil) -> Chart {
    var chart = self
    (chart.part, chart.series) = (part, series)
    return chart
  }

  static let scriptName = "charts.gp"
  /// Of the script that draws what a page shows; it is gone with its pictures once the page has them.
  static let pageScriptName = "page.gp"

  var dataName: String { name + ".dat" }

  /// The notes as one sentence.
  var note: String { notes.isEmpty ? "" : notes.joined(separator: "; ") + "." }

  /// Below the title, in a file.
  var subtitle: String { Self.subtitle(axes, context) }

  /// Draws all pictures; `cd charts && gnuplot charts.gp` repeats it.
  static func script(_ charts: [Chart], _ pictures: Pictures) -> String {
    let files = charts.flatMap { chart in
      Canvas.file.script([chart], ending: ".svg")
        // Twice as fine, which is enough for a slide.
        + (pictures.withPNG ? Canvas.file.script([chart], fineness: 2, ending: ".png") : [])
    }
    return lines(["# Draws the pictures anew: gnuplot \(scriptName)"], files)
  }

  /// Draws what a page shows: every picture at its two sizes.
  static func pageScript(_ charts: [Chart]) -> String {
    lines([], Canvas.ofPage.flatMap { $0.canvas.script(charts, ending: $0.ending) })
  }

  private static func lines(_ head: [String], _ commands: [String]) -> String {
    (head + ["set encoding utf8"] + commands).joined(separator: "\n") + "\n"
  }

  /// Columns of text that have room above the picture.
  static let titleWidth = 74

  /// What a line below the title says, without what is empty.
  static func subtitle(_ parts: String...) -> String {
    parts.filter { !$0.isEmpty }.joined(separator: " · ")
  }

  /// A row of a table; what is not finite is `NaN`.
  static func row(_ first: String, _ numbers: [Double]) -> String {
    ([first] + numbers.map { $0.shortest ?? "NaN" }).joined(separator: "\t") + "\n"
  }
}

extension String {
  /// The text between single quotes, on one line.
  var inGnuplot: String {
    // Gnuplot leaves `>` as it is, and no text of XML may hold what ends a section of characters.
    let plain = printable().replacing("]]>", with: "]] >")
    let text = plain.split(separator: "'", omittingEmptySubsequences: false)
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
