import Statistics
import Text

extension ComparisonReport {
  /// The numbers and what to know of them, then what differs in the files.
  package func text(on terminal: Terminal) -> String {
    let numbers = contrastLines(on: terminal)
    let parts = [
      header(on: terminal), numbers, footer(numbers, on: terminal), changes(on: terminal),
    ]
    return parts.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") + "\n" }
      .joined(separator: "\n")
  }

  /// Labels with what they stand for, those of one title in one line; then what stresses take for given.
  private func header(on terminal: Terminal) -> [String] {
    titles.flatMap { title, labels in
      "\(labels.listed): \(title.printable())"
        .wrapped(to: terminal.width, indent: 2).map { terminal.styled($0, .heading) }
    } + stresses.flatMap { $0.wrapped(to: terminal.width, indent: 2) }
      + facts.wrapped(to: terminal.width)
  }

  /// `customers leave: northwind.listPrice.elasticity: p0 to p10`, for each stress.
  var stresses: [String] {
    zip(labels, variants).compactMap { label, variant in
      let words = variant.heading.description.stress
      return words.isEmpty ? nil : "\(label): \(words.joined(separator: "; "))".printable()
    }
  }

  /// Titles in their order, each with the labels of those that have it; without those of stresses.
  var titles: [(title: String, labels: [String])] {
    var titles: [(title: String, labels: [String])] = []
    for (variant, label) in zip(variants, labels)
    where variant.heading.description.stress.isEmpty {
      let title = variant.heading.description.title
      if let known = titles.firstIndex(where: { $0.title == title }) {
        titles[known].labels.append(label)
      } else {
        titles.append((title, [label]))
      }
    }
    return titles
  }

  /// Paths and seed, and what the draws have in common.
  var facts: String {
    guard variants.allSatisfy(sharesPaths) else {
      return zip(labels, variants).map { "\($0): \($1.heading.facts)" }.joined(separator: "; ")
    }
    guard !unpaired.isEmpty else { return "\(first.facts), \(draws)" }
    let whose = variants.count == 2 ? "" : " of \(unpaired.listed)"
    return
      "\(first.facts): the seed is the same but the dates\(whose) are not, so differences are not "
      + "those of paths in pairs"
  }

  /// More than these are counted.
  private static let most = 30

  func changes(on terminal: Terminal) -> [String] {
    let (grid, assumptions, asked) = (gridDifferences, differences, askedOtherwise)
    var lines: [String] = []
    if !grid.isEmpty { lines += ["Differences between the dates:"] + told(grid, on: terminal) }
    lines +=
      assumptions.isEmpty
      ? "Differences between the assumptions: none.".wrapped(to: terminal.width)
      : ["Differences between the assumptions:"] + told(assumptions, on: terminal)
    if !asked.isEmpty { lines += ["Asked otherwise:"] + told(asked, on: terminal) }
    return lines
  }

  private func told(_ differences: [Difference], on terminal: Terminal) -> [String] {
    var lines = differences.prefix(Self.most).flatMap { difference in
      // A line of 80 columns; the whole is on the page.
      "\(difference.key): \(difference.text(labels))".printable().truncated(to: 76)
        .wrapped(to: terminal.width - 2, indent: 2).map { "  " + $0 }
    }
    let rest = differences.count - Self.most
    if rest > 0 { lines.append("  … and \(rest) more in the files") }
    return lines
  }

  private func footer(_ lines: [String], on terminal: Terminal) -> [String] {
    let before = contrasts.isEmpty ? [] : legend(difference)
    let notes = Legend.lines(
      for: lines, of: contrasts.flatMap { $0.sides.map(\.estimate) },
      units: contrasts.map(\.metric.unit),
      before: before + Legend.caution(on: contrasts.map(\.metric)) + missingPictures, on: terminal)
    return notes + reading.wrapped(to: terminal.width)
  }

  /// What the numbers are; of each where they are not the same.
  var reading: String {
    let readings = zip(labels, variants.map(\.heading.reading))
    if readings.allSatisfy({ $0.1 == first.reading }) { return first.reading }
    return readings.map { "\($0): \($1)" }.joined(separator: " ")
  }
}

extension ComparisonReport {
  /// How differences and shares are to be read.
  ///
  /// - Parameter difference: What a column or a row of differences is called.
  func legend(_ difference: String) -> [String] {
    var sentences = [
      "\(difference): the difference from \(labels[0])\(unpaired.isEmpty ? ", its error from the paths in pairs" : "")."
    ]
    let ranked = contrasts.filter(\.isRanked)
    guard !ranked.isEmpty else { return sentences }
    func names(_ contrasts: [Contrast]) -> String {
      contrasts.compactMap(\.metric.quantity?.name).uniqued.joined(separator: ", ").printable()
    }
    let smallest = ranked.filter { $0.metric.quantity?.worst == .above }
    let open = ranked.filter { $0.metric.quantity != nil && $0.metric.quantity?.worst == nil }
    var best = "the share of paths on which it alone has the best value, "
    best +=
      smallest.isEmpty
      ? "the greatest"
      : smallest.count == ranked.count
        ? "the smallest" : "the greatest, of \(names(smallest)) the smallest"
    if !open.isEmpty { best += " (of \(names(open)) neither end is better)" }
    sentences.append("\(Self.best): \(best).")
    if ranked.contains(where: \.hasTies) {
      sentences.append("\(Self.tied): two or more share the best value.")
    }
    return sentences
  }

  /// Why some metrics have no picture.
  var missingPictures: [String] {
    guard !contrasts.isEmpty else { return [] }
    let drawn = charts.count
    if !fans.isEmpty,
      fans.allSatisfy({ fan in fan.dropFirst().allSatisfy { $0.dates != fan[0].dates } })
    {
      return [
        variants.count == 2
          ? "No picture: the dates of the two are not the same."
          : "No picture: the dates are not the same."
      ]
    }
    if drawn < fans.count {
      return ["No picture of a series whose units or dates differ, or that has no band."]
    }
    let isOther = contrasts.contains { contrast in
      !fans.contains { contrast.metric.quantity?.name == $0[0].name }
    }
    guard isOther else { return [] }
    return [
      drawn == 0
        ? "No picture: only series have one, and outcomes and probabilities are compared."
        : "Pictures are of series; outcomes and probabilities have none."
    ]
  }
}

extension [String] {
  /// `base, bull, bear`; of many the first ones, and how many there are.
  var listed: String {
    count <= 6
      ? joined(separator: ", ") : prefix(3).joined(separator: ", ") + " and \(count - 3) more"
  }

  /// Each once, in the order of the first.
  fileprivate var uniqued: [String] {
    var known: Set<String> = []
    return filter { known.insert($0).inserted }
  }
}
