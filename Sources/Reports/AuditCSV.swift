import Statistics
import Text

extension Report {
  /// Every number of one path: what was drawn once, each series and each draw at every date, what happened, and
  /// the outcomes. One row for each, in the order in which the model computes them.
  ///
  /// `kind` is `driver`, `series`, `shock` (the standard normals of a process in a step), `jumps` (the sum
  /// of a step's jumps, in logs) or `outcome`, whose dates are those of the grid. Where something may happen
  /// there are also
  ///
  /// - `state`: that a regime is in on each date
  /// - `happened` and `entered`: each time of an event and of entering a state, in steps after the start, with
  ///   the day on which it falls; below it the `case` and each `size` that were drawn for it
  /// - `event`: the time of the first one, or `inf`; and how often it happened.
  ///
  /// A path that failed has a row `failure` with the cause, on the date from which on it counts in nothing.
  /// Numbers have as many digits as make them the same again; one that is not finite is `nan`, `inf` or `-inf`.
  public static func auditCSV(_ path: Trajectories) -> String {
    var text = "path,date,kind,name,unit,value\n"
    let numbers = path.paths.enumerated()
    for (index, number) in numbers {
      for constant in path.constants where constant.kind == .driver {
        text.append(constant, index, number, on: "")
      }
      let grid = GridDates(dates: path.dates)
      for (step, date) in path.dates.enumerated() {
        // A step draws first.
        for occurrence in path.occurrences[index]
        where max(0, occurrence.time.rounded(.up)) == Double(step) {
          text.append(occurrence, number, on: grid.day(afterSteps: occurrence.time) ?? date)
        }
        for kind in [Trajectories.Track.Kind.state, .number, .shock, .jumps, .series] {
          for track in path.tracks where track.kind == kind {
            guard let value = field(track, step, index) else { continue }
            text.append(number, date, kind.rawValue, track.name, track.unit, value)
          }
        }
        if let failure = path.failures[index], failure.step == step {
          text.append(number, date, "failure", "cause", "", failure.cause)
        }
      }
      for constant in path.constants where constant.kind == .event {
        let value = constant.values[index]
        let isTime = constant.unit == "date"
        text.append(
          number, isTime ? grid.day(afterSteps: value) ?? "" : path.dates.last ?? "", "event",
          constant.name, isTime ? "steps" : constant.unit, value.field)
      }
      for constant in path.constants where constant.kind == .outcome {
        text.append(constant, index, number, on: path.dates.last ?? "", dates: path.dates)
      }
    }
    return text
  }

  /// Of a track on a date; nil where there is none: before the first step nothing is drawn.
  private static func field(
    _ track: Trajectories.Track, _ step: Int, _ index: Int
  ) -> String? {
    let value = track[step, index]
    switch track.kind {
    case .series, .number: return value.field
    case .shock, .jumps: return step > 0 ? value.field : nil
    case .state:
      let place = Int(exactly: value) ?? -1
      return track.states.indices.contains(place) ? track.states[place] : value.field
    }
  }
}

extension String {
  fileprivate mutating func append(
    _ constant: Trajectories.Constant, _ index: Int, _ path: Int, on date: String,
    dates: [String] = []
  ) {
    let value = constant.values[index]
    let isDate = constant.unit == "date" && value.isFinite
    let text = isDate ? dates[Int(value)] : value.field
    append(path, date, constant.kind.rawValue, constant.name, constant.unit, text)
  }

  /// When, in which case, and what was drawn.
  fileprivate mutating func append(
    _ occurrence: Trajectories.Occurrence, _ path: Int, on day: String
  ) {
    let kind = occurrence.kind == .state ? "entered" : "happened"
    append(path, day, kind, occurrence.name, "steps", occurrence.time.field)
    if let choice = occurrence.choice {
      append(path, day, "case", occurrence.name, "", choice)
    }
    for size in occurrence.sizes {
      append(path, day, "size", size.name, size.unit, size.value.field)
    }
  }

  fileprivate mutating func append(
    _ path: Int, _ date: String, _ kind: String, _ name: String, _ unit: String, _ value: String
  ) {
    CSVTable.append([String(path), date, kind, name, unit, value], to: &self)
  }
}
