import Statistics
import Text

/// The central bands of a series in several sets of paths, one over the other, with the line in each; of
/// more than `mostBands` the lines alone.
struct Fans {
  /// One set of paths.
  struct Member {
    /// What labels call it; there is room for a dozen columns.
    let name: String
    /// What the note at the foot calls it.
    let words: String
    let series: SeriesSummary
  }

  /// Of its files, without the ending.
  let file: String
  let title: String
  /// Below the title, behind what the axis shows.
  let subtitle: String
  /// At least one; those behind the first are drawn where they have its dates and its unit.
  let members: [Member]
  let alternative: String

  /// More bands than these hide each other.
  static let mostBands = 3
  /// More labels have no room beside the picture.
  private static let mostLabels = 15

  /// Nil where there is no band, or nothing to lay over it.
  var chart: Chart? {
    let first = members[0].series
    let drawn = members.filter { $0.series.dates == first.dates && $0.series.unit == first.unit }
    guard drawn.count > 1, first.levels.central != nil, first.dates.count > 1 else { return nil }
    let levels =
      drawn.count > Self.mostBands
      ? [first.levels.line].compactMap(\.self) : first.levels.few
    let values = drawn.flatMap { member in
      member.series.bands.flatMap { sample in levels.compactMap { sample[$0]?.value } }
    }
    let tracks = drawn.flatMap { member in
      levels.map { level in member.series.bands.compactMap { $0[level]?.value } }
    }
    guard !levels.isEmpty,
      let axis = Axis(tracks.flatMap(Axis.worthRoom), unit: first.unit)
    else { return nil }
    return Chart(
      name: file, company: first.quantity.subject, title: title, axes: axis.words,
      context: subtitle, notes: notes(drawn, axis, values), alternative: alternative,
      data: data(drawn, levels)
    ) { canvas in
      // Labels say whose they are: they need more room than those of a fan.
      let margin = drawn.contains { $0.name.displayWidth > 5 } ? 0.74 : 0.78
      return DateAxis(dates: first.dates).commands(on: canvas)
        + axis.verticalCommands(on: canvas) + axis.zeroLine
        + (canvas.isPage ? [] : canvas.margins(right: margin))
        + labels(drawn, levels, axis, on: canvas).commands(on: canvas, margin: margin)
        + [axis.inside, "plot " + plots(drawn, levels).joined(separator: ", \\\n  ")]
    }
  }

  private func notes(_ drawn: [Member], _ axis: Axis, _ values: [Double]) -> [String] {
    let levels = members[0].series.levels
    let hasBands = drawn.count <= Self.mostBands
    var notes =
      hasBands
      ? zip(drawn, FanStyle.all).map { "\($1.words): \($0.words)" } : []
    if hasBands, let band = levels.central {
      notes.append("bands: \(Levels.head(band.low)) to \(Levels.head(band.high))")
    }
    if let line = levels.line {
      notes.append("lines: \(Levels.name(line))")
    }
    if drawn.count > Self.mostLabels { notes.append("labels: the first, the highest, the lowest") }
    if let cut = axis.cut(values) { notes.append(cut) }
    notes[0] = notes[0].capitalisedAtStart
    return notes
  }

  private func data(_ drawn: [Member], _ levels: [Double]) -> String {
    let heads = drawn.flatMap { member in
      levels.map { "\(member.name.printable()) p\($0.shortest ?? "")" }
    }
    let dates = drawn[0].series.dates
    var text = "# date\t" + heads.joined(separator: "\t") + "\n"
    for step in dates.indices {
      let numbers = drawn.flatMap { member in
        levels.map { member.series.bands[step][$0]?.value ?? .nan }
      }
      text += Chart.row(dates[step].printable(), numbers)
    }
    return text
  }

  /// Bands first, so that no line is hidden; the first one's line last, as what others are compared with.
  private func plots(_ drawn: [Member], _ levels: [Double]) -> [String] {
    let path = (file + ".dat").inGnuplot
    func line(_ column: Int, _ style: String) -> String {
      "\(path) using 1:(inside($\(column))) with lines \(style)"
    }
    let hasBands = drawn.count <= Self.mostBands && levels.count > 1
    let middle = drawn[0].series.levels.line.flatMap(levels.firstIndex)
    var (bands, edges, lines) = ([String](), [String](), [String]())
    for index in drawn.indices {
      let style = FanStyle.of(index)
      // The first column is the date.
      let low = 2 + index * levels.count
      let high = low + levels.count - 1
      if hasBands {
        // A second fill over the first is a third colour, which says nothing: others have edges.
        if index == 0 {
          bands.append(
            "\(path) using 1:(inside($\(low))):(inside($\(high))) "
              + "with filledcurves fillstyle solid 1 noborder fillcolor rgb '\(style.fill.hex)'")
        } else {
          edges += [line(low, style.edge), line(high, style.edge)]
        }
      }
      guard let middle else { continue }
      let isCrowd = drawn.count > Self.mostLabels && index > 0
      lines.append(line(low + middle, isCrowd ? FanStyle.thin : style.stroke))
    }
    if !hasBands, !lines.isEmpty { lines.append(lines.removeFirst()) }
    return bands + edges + lines
  }

  /// On a small canvas of the lines alone: what is shaded reads without numbers.
  private func labels(
    _ drawn: [Member], _ levels: [Double], _ axis: Axis, on canvas: Canvas
  ) -> EndLabels {
    let ends = drawn.map { $0.series.band(at: .end) }
    let line = drawn[0].series.levels.line
    let isShort = canvas.isSmall && line != nil
    let told = isShort ? levels.filter { $0 == line } : levels
    var shown = Array(drawn.indices)
    // A small canvas has room for two thirds of them.
    let room = canvas.isSmall ? 2 * Self.mostLabels / 3 : Self.mostLabels
    if drawn.count > room, let level = line ?? levels.first {
      let sorted = shown.sorted { (ends[$0][level]?.value ?? 0) < (ends[$1][level]?.value ?? 0) }
      shown = [0] + [sorted[0], sorted[sorted.count - 1]].filter { $0 != 0 }
    }
    return EndLabels(
      labels: shown.flatMap { index in
        EndLabels.runs(told.compactMap { ends[index][$0] }).map { run in
          let figure = Figure(run.first, unit: drawn[0].series.unit).text
          let name = told.count > 1 ? "\(drawn[index].name) \(run.name)" : drawn[index].name
          return .init(
            text: "\(name)  \(figure)", place: axis.place(of: run.first.value),
            ink: FanStyle.of(index).line)
        }
      })
  }
}
