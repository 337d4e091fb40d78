import Statistics
import Text

extension Report {
  /// `paths.csv`: the sample paths, one row for each path and date, one column for each series.
  ///
  /// Fields are quoted as in RFC 4180; numbers that are not finite are empty fields.
  static func pathsCSV(_ trajectories: Trajectories) -> String {
    let tracks = trajectories.tracks.filter { $0.kind == .series }
    let dates = trajectories.dates.map(CSVTable.field)
    var text = ""
    // Most numbers have seventeen digits.
    text.reserveCapacity(20 * trajectories.paths.count * dates.count * tracks.count)
    CSVTable.append(["path", "date"] + tracks.map(\.name), to: &text)
    for (index, path) in trajectories.paths.enumerated() {
      let start = String(path) + ","
      for (step, date) in dates.enumerated() {
        text += start
        text += date
        for track in tracks {
          text += ","
          text.append(shortest: track[step, index])
        }
        text += "\n"
      }
    }
    return text
  }
}
