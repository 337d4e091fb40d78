import Statistics
import Text

extension Report {
  /// `paths.csv`: the sample paths, one row for each path and date, one column for each series.
  ///
  /// Fields are quoted as in RFC 4180; numbers that are not finite are empty fields.
  static func pathsCSV(_ trajectories: Trajectories) -> String {
    let tracks = trajectories.tracks.filter { $0.kind == .series }
    var text = ""
    CSVTable.append(["path", "date"] + tracks.map(\.name), to: &text)
    for (index, path) in trajectories.paths.enumerated() {
      for (step, date) in trajectories.dates.enumerated() {
        let values = tracks.map { $0[step, index].shortest ?? "" }
        CSVTable.append([String(path), date] + values, to: &text)
      }
    }
    return text
  }
}
