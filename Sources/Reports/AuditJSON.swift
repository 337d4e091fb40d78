import Statistics
import Text

extension Report {
  /// The same numbers of one path as `auditCSV` has, by what they are: `drivers` and `outcomes`, at each date
  /// `series`, `shocks`, `jumps`, `states` and the `numbers` along series, what happened in the order in which it did, the first time and
  /// the count of each event (in steps after the start; null where it did not happen), and why the path failed,
  /// where it did.
  ///
  /// Shocks and jumps are those of the step that ends on the date; at the start they are null. A number that is
  /// not finite is null.
  public static func auditJSON(_ path: Trajectories) -> String {
    let grid = GridDates(dates: path.dates)
    func constants(_ kind: Trajectories.Constant.Kind) -> JSON {
      .list(path.constants.filter { $0.kind == kind }.map { $0.json(dates: path.dates) })
    }
    func tracks(_ kind: Trajectories.Track.Kind) -> JSON {
      .list(path.tracks.filter { $0.kind == kind }.map(\.json))
    }
    let members: [(String, JSON)] = [
      ("path", .count(path.paths.first ?? 0)),
      ("dates", .row(path.dates.map { .text($0) })),
      ("drivers", constants(.driver)),
      ("series", tracks(.series)),
      ("shocks", tracks(.shock)),
      ("jumps", tracks(.jumps)),
      ("states", tracks(.state)),
      ("numbers", tracks(.number)),
      ("happened", .list((path.occurrences.first ?? []).map { $0.json(on: grid) })),
      ("events", constants(.event)),
      ("outcomes", constants(.outcome)),
      (
        "failure",
        path.failures.first.flatMap(\.self).map { failure in
          ["date": .text(path.dates[failure.step]), "cause": .text(failure.cause)]
        } ?? .null
      ),
    ]
    return JSON.object(members).document
  }
}

extension Trajectories.Track {
  fileprivate var json: JSON {
    let values = values(at: 0)
    switch kind {
    case .series, .number: return told(.numbers(Array(values)))
    case .shock, .jumps: return told(.numbers([.nan] + values.dropFirst()))
    case .state:
      let names = values.map { value in
        Int(exactly: value).flatMap { states.indices.contains($0) ? states[$0] : nil }
      }
      return .object([
        ("name", .text(name)), ("values", .row(names.map { $0.map(JSON.text) ?? .null })),
      ])
    }
  }

  private func told(_ values: JSON) -> JSON {
    ["name": .text(name), "unit": .text(unit), "values": values]
  }
}

extension Trajectories.Constant {
  /// Outcomes that are dates are dates of the grid.
  fileprivate func json(dates: [String]) -> JSON {
    let value = values[0]
    let isDate = kind == .outcome && unit == "date" && value.isFinite
    return [
      "name": .text(name), "unit": .text(kind == .event && unit == "date" ? "steps" : unit),
      "value": isDate ? .text(dates[Int(value)]) : .number(value),
    ]
  }
}

extension Trajectories.Occurrence {
  fileprivate func json(on grid: GridDates) -> JSON {
    [
      "kind": .text(kind == .state ? "entered" : "happened"), "name": .text(name),
      "time": .number(time), "day": grid.day(afterSteps: time).map(JSON.text) ?? .null,
      "case": choice.map(JSON.text) ?? .null,
      "sizes": .list(
        sizes.map {
          ["name": .text($0.name), "unit": .text($0.unit), "value": .number($0.value)]
        }),
    ]
  }
}
