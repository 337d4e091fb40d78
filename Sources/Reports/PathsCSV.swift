import Statistics
import Text

extension Report {
  /// `paths.csv`: the sample paths, one row for each path and date, one column for each series.
  ///
  /// Fields are quoted as in RFC 4180; numbers that are not finite are empty fields.
  static func pathsCSV(_ trajectories: Trajectories) -> TextBuffer {
    let tracks = trajectories.tracks.filter { $0.kind == .series }
    let dates = trajectories.dates.map(CSVTable.field)
    // Most numbers have seventeen digits.
    var text = TextBuffer(capacity: 20 * trajectories.paths.count * dates.count * tracks.count)
    CSVTable.append(["path", "date"] + tracks.map(\.name), to: &text)
    for (index, path) in trajectories.paths.enumerated() {
      let start = String(path) + ","
      let values = tracks.map { $0.values(at: index) }
      for (step, date) in dates.enumerated() {
        text += start
        text += date
        for value in values {
          text.append(UInt8(ascii: ","))
          text.append(shortest: value[value.startIndex + step])
        }
        text.append(UInt8(ascii: "\n"))
      }
    }
    return text
  }
}
