import Statistics
import Text

// What happens, and the states that come and go, in `bands.csv`.

extension Report {
  func writeHappening(to text: inout TextBuffer) {
    for event in summary.events {
      write(event.occurrences, to: &text)
      if let deadline = event.deadline, let share = event.byDeadline {
        text.append(
          Self.fields(event.name, on: deadline) + "by deadline", nil, share.numbers)
      }
      for one in event.cases { write(one, to: &text) }
      for split in event.given { write(split, given: event.name, to: &text) }
    }
    for regime in summary.regimes {
      for state in regime.states {
        let name = "\(regime.name).\(state.name)"
        for (date, share) in zip(grid.dates, state.byDate) {
          text.append(Self.fields(name, on: date) + "in", nil, share.numbers)
        }
        write(state.share.sample, behind: Self.fields(name, in: "share"), to: &text)
        write(state.entered, named: name, "entered by", to: &text)
      }
    }
  }

  /// - Parameter statistic: Of the shares of the paths.
  private func write(
    _ occurrences: Occurrences, named name: String? = nil, _ statistic: String = "by",
    to text: inout TextBuffer
  ) {
    let name = name ?? occurrences.name
    for (date, share) in zip(grid.dates, occurrences.byDate) {
      text.append(Self.fields(name, on: date) + statistic, nil, share.numbers)
    }
    let years = Self.fields(name, in: "years")
    for percentile in occurrences.time.sample.percentiles {
      let numbers = [percentile.value, percentile.interval.low, percentile.interval.high]
      text.append(
        years + "percentile", percentile.level, numbers,
        dates: numbers.map { day(afterYears: $0) ?? "" })
    }
    if let count = occurrences.count {
      write(count.sample, behind: Self.fields(name, in: "count"), to: &text)
    }
  }

  private func write(_ split: Split, given event: String, to text: inout TextBuffer) {
    let fields = Self.fields(split.quantity, on: split.date ?? "")
    let outcome = summary.outcomes[split.quantity.name]
    for (sample, words) in [
      (split.happened, "given \(event)"), (split.others, "given not \(event)"),
    ] {
      write(
        sample, behind: fields, of: " " + words, hasMean: split.quantity.hasMean,
        dates: outcome?.isDate == true ? { outcome?.date($0) ?? "" } : nil, to: &text)
    }
    guard let byHorizon = split.byHorizon else { return }
    let shares = Self.fields(split.quantity, in: "probability", on: lastDate) + "by given "
    text.append(shares + event, nil, byHorizon.happened.numbers)
    text.append(shares + "not \(event)", nil, byHorizon.others.numbers)
  }

  /// - Parameters:
  ///   - paths: On which paths, where these are not all.
  ///   - dates: Of values that are dates.
  private func write(
    _ sample: SampleSummary, behind fields: String, of paths: String = "", hasMean: Bool = true,
    dates: ((Double) -> String)? = nil, to text: inout TextBuffer
  ) {
    for percentile in sample.percentiles {
      let numbers = [percentile.value, percentile.interval.low, percentile.interval.high]
      text.append(
        fields + "percentile" + paths, percentile.level, dates == nil ? numbers : [],
        dates: dates.map(numbers.map) ?? [])
    }
    if hasMean { sample.writeMean(to: &text, behind: fields, of: paths) }
  }
}
