import Statistics
import Text

// What tables of the terminal and of the page say of what happens.

/// Something that happens, and what tables call it.
struct Told {
  let label: String
  let occurrences: Occurrences
  var deadline: (date: String, share: Proportion)?
  /// On which it may happen, and on no other; empty where it may at any time.
  var dates: [String] = []

  /// By its deadline, and by each other date that is told, in their order.
  func shares(_ report: Report) -> [(label: String, share: Proportion)] {
    if dates.count == 1 { return [("on \(dates[0])", occurrences.probability)] }
    let others = occurrences.time.exceedances.compactMap { exceedance in
      (exceedance.date ?? report.day(afterYears: exceedance.level)).map {
        (date: $0, share: exceedance.probability)
      }
    }.filter { date, share in
      // Behind a deadline nothing more happens.
      guard let deadline else { return true }
      return date < deadline.date || (date > deadline.date && share.hits > deadline.share.hits)
    }
    let all: [(date: String, share: Proportion)] = others + (deadline.map { [$0] } ?? [])
    return all.sorted { $0.date < $1.date }.map { date, share in
      ("by \(date)" + (date == deadline?.date ? ", the deadline" : ""), share)
    }
  }
}

extension Report {
  /// Events with their cases, then the states that are entered.
  var told: [Told] {
    summary.events.flatMap { event -> [Told] in
      let deadline = event.deadline.flatMap { date in
        event.byDeadline.map { (date: date, share: $0) }
      }
      return [
        Told(
          label: event.name.printable(), occurrences: event.occurrences, deadline: deadline,
          dates: event.dates)
      ]
        + event.cases.map {
          Told(label: $0.name.printable(), occurrences: $0, dates: event.dates)
        }
    }
      + summary.regimes.flatMap { regime in
        // A state in which paths start need not be entered by any.
        regime.states.filter { $0.entered.probability.hits > 0 || !($0.share.sample.maximum > 0) }
          .map {
            Told(label: "\(regime.name) becomes \($0.name)".printable(), occurrences: $0.entered)
          }
      }
  }

  /// Percentiles of the time of the first one as dates, and how far that nearest to the middle is known.
  func timeCells(_ occurrences: Occurrences) -> (percentiles: [String], error: String) {
    let sample = occurrences.time.sample
    func text(_ percentile: Percentile?) -> String {
      guard let percentile else { return "–" }
      return day(afterYears: percentile.value) ?? "later"
    }
    let levels = summary.levels
    let middle = levels.nearestToMiddle.flatMap { sample[$0] }
    let error = middle.flatMap { middle -> String? in
      guard day(afterYears: middle.value) != nil,
        let width = grid.days(
          from: steps(inYears: middle.interval.low), to: steps(inYears: middle.interval.high))
      else { return nil }
      let half = (width + 1) / 2
      return "\(half) day\(half == 1 ? "" : "s")"
    }
    return (levels.all.map { text(sample[$0]) }, error ?? "–")
  }

  /// `share price of zhipu on 2029-06-20, HKD`.
  func label(_ split: Split) -> String {
    let date = split.date.map { " on \($0)" } ?? ""
    let unit = split.quantity.measure == .date ? "" : split.quantity.unit
    return (words(split.quantity) + date).printable().with(unit: unit)
  }

  /// Percentiles of one side with the error of the middle one: `[lowest, middle, ±, highest]`, as far as there
  /// are such.
  func cells(_ sample: SampleSummary, of quantity: Quantity) -> [String] {
    let levels = summary.levels
    let outcome = summary.outcomes[quantity.name]
    return levels.few.flatMap { level -> [String] in
      let isMiddle = level == levels.line
      guard let percentile = sample[level] else { return isMiddle ? ["–", "–"] : ["–"] }
      let isNumber = quantity.measure != .date && percentile.value.isFinite
      let figure = sample.figure(percentile, unit: quantity.unit)
      let text = isNumber ? figure.text : outcome?.text(of: percentile) ?? "–"
      return isMiddle ? [text, isNumber ? figure.errorText : ""] : [text]
    }
  }

  /// The heads of these columns, each with how soon it may be left out.
  func heads(_ prefix: String) -> [(title: String, dispensability: Int)] {
    let levels = summary.levels
    return levels.few.flatMap { level -> [(title: String, dispensability: Int)] in
      let head = (title: prefix + Levels.head(level), dispensability: level == levels.line ? 0 : 2)
      return level == levels.line ? [head, ("±", 1)] : [head]
    }
  }

  /// What is told of two kinds of paths is no effect of what sets them apart.
  static let givenCaution =
    "What differs is no effect of the event: the paths on which it happens may differ from the others for "
    + "other reasons, too."

  /// Of an event that happens on all paths, or on none, that there is nothing to compare; else nil.
  func oneSided(_ event: EventSummary) -> String? {
    let share = event.occurrences.probability
    guard share.hits == 0 || share.hits == share.count else { return nil }
    return "\(howOften(event)): there is nothing to compare."
  }

  /// Events of which two kinds of paths are told.
  var dividing: [EventSummary] {
    summary.events.filter { !$0.given.isEmpty && oneSided($0) == nil }
  }

  /// Of outcomes that are dates, such as insolvency, how likely they are by the horizon.
  func datedRows(_ event: EventSummary) -> [(label: String, cells: [String])] {
    event.given.compactMap { split in
      guard let shares = split.byHorizon, split.quantity.measure == .date else { return nil }
      // Of the date of insolvency, insolvency is likely.
      let what = words(split.quantity).replacing("date of ", with: "")
      return (
        "\(what) by \(lastDate)".printable(),
        [shares.happened, shares.others].flatMap {
          [$0.shortText, $0.shortErrorText.replacing("± ", with: "")]
        }
      )
    }
  }

  /// `agent happens on 41.2 % of the paths (40.9 % to 41.5 %)`.
  func howOften(_ event: EventSummary) -> String {
    let share = event.occurrences.probability
    let isOnAll = share.hits == share.count && !share.isKnown
    let all = isOnAll ? "all of the \(grouped(share.count)) paths" : nil
    return "\(event.name) happens on \(all ?? share.ofThePaths)".printable()
  }
}
