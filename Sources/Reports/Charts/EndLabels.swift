import Statistics

/// Labels to the right of a plot, beside the ends of its lines and apart from each other.
struct EndLabels {
  struct Label {
    let text: String
    /// Where its line ends: 0 at the bottom, 1 at the top.
    let place: Double
    let ink: Ink
  }

  let labels: [Label]

  /// - Parameter margin: Where the plot of a file ends, as a part of the picture, if there is room enough.
  func commands(on canvas: Canvas, margin: Double = 0.835) -> [String] {
    let sorted = labels.sorted { $0.place < $1.place }
    let places = Self.apart(sorted.map(\.place), line: canvas.line)
    return canvas.rightMargin(for: labels.map(\.text), usual: margin)
      + zip(sorted, places).flatMap { label, place in
        let (start, end) = (Self.text(label.place), Self.text(place))
        return [
          "set arrow from graph 1.003,graph \(start) to graph 1.018,graph \(end) nohead "
            + "linecolor rgb '\(Ink.leader.hex)' linewidth 0.7",
          canvas.label(label.text, "graph 1.023", "graph \(end)", ink: label.ink),
        ]
      }
  }

  /// The places, ascending, moved apart as little as keeps them within the plot.
  ///
  /// - Parameter line: Room for one line of text, as a part of the plot's height.
  static func apart(_ places: [Double], line: Double) -> [Double] {
    func lowest(of group: (sum: Double, count: Int)) -> Double {
      let reach = line * Double(group.count - 1)
      return max(0, min(1 - reach, group.sum / Double(group.count) - reach / 2))
    }
    var places = places
    // Groups of touching labels are centred on the mean of where their lines end.
    var groups: [(sum: Double, count: Int)] = []
    for place in places {
      groups.append((place, 1))
      while groups.count > 1 {
        let (last, previous) = (groups[groups.count - 1], groups[groups.count - 2])
        guard lowest(of: last) < lowest(of: previous) + line * Double(previous.count)
        else { break }
        groups.removeLast(2)
        groups.append((previous.sum + last.sum, previous.count + last.count))
      }
    }
    var index = 0
    for group in groups {
      for place in 0..<group.count {
        places[index] = lowest(of: group) + line * Double(place)
        index += 1
      }
    }
    return places
  }

  private static func text(_ part: Double) -> String {
    String((part * 10_000).rounded() / 10_000)
  }
}

extension EndLabels {
  /// Percentiles of one value, such as those of paths that are worth nothing: they have one label.
  struct Run {
    fileprivate(set) var percentiles: [Percentile]

    var first: Percentile { percentiles[0] }

    /// `P10`, or `P5–P50`.
    var name: String {
      let last = percentiles[percentiles.count - 1]
      return percentiles.count == 1
        ? first.name : "\(Levels.head(first.level))–\(Levels.head(last.level))"
    }

    func holds(_ level: Double?) -> Bool { percentiles.contains { $0.level == level } }
  }

  /// By ascending level.
  static func runs(_ percentiles: [Percentile]) -> [Run] {
    percentiles.sorted { $0.level < $1.level }.reduce(into: []) { runs, percentile in
      if let last = runs.last, Rounding.areEqual(last.first.value, percentile.value) {
        runs[runs.count - 1].percentiles.append(percentile)
      } else {
        runs.append(Run(percentiles: [percentile]))
      }
    }
  }
}
