import Statistics
import Text

extension Report {
  /// `paths.csv`: the sample paths, one row for each path and date, one column for each series.
  ///
  /// Fields are quoted as in RFC 4180; numbers that are not finite are empty fields.
  static func pathsCSV(_ trajectories: Trajectories) -> String {
    let tracks = trajectories.tracks.filter { $0.kind == .series }
    var text = (["path", "date"] + tracks.map(\.name)).map(\.quoted).joined(separator: ",") + "\n"
    for (index, path) in trajectories.paths.enumerated() {
      for (step, date) in trajectories.dates.enumerated() {
        text += "\(path),\(date.quoted)"
        for track in tracks {
          text += ","
          text += track[step, index].shortest ?? ""
        }
        text += "\n"
      }
    }
    return text
  }
}
