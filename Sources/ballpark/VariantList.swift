import ArgumentParser
import Reports
import Scenarios
import Statistics
import Text

/// A scenario of a comparison, read and checked.
struct Compared {
  let label: String
  let whatIf: WhatIf

  var scenario: Scenario { whatIf.scenario }

  /// Whether a date of one is the same date of the other.
  func sharesDates(with other: Compared) -> Bool {
    let (mine, yours) = (scenario.description, other.scenario.description)
    return mine.start == yours.start && mine.step == yours.step
  }
}

/// The scenarios of a comparison as a command line states them: files, then labels with what each sets in
/// the first file, then the first file without an event.
struct VariantList {
  /// Files by their names, then labels in the order in which they first stand.
  let labels: [String]
  private let files: [String]
  /// Without a label: of all scenarios.
  private let common: [Setting]
  private let own: [(label: String, settings: [Setting])]
  /// Events that do not happen, each in a scenario of its own.
  private let without: [String]
  /// Stresses of the first file, each in a scenario of its own.
  private let stresses: [String]

  /// - Throws: `ValidationError` for a label that is missing, or is the name of another scenario.
  init(
    _ files: [String], _ settings: [Setting], without: [String] = [], stresses: [String] = []
  ) throws {
    let names = Self.distinct(files)
    var common: [Setting] = []
    var own: [(label: String, settings: [Setting])] = []
    for (index, setting) in settings.enumerated() {
      // Diagnostics count as the command line does.
      let option = "--set #\(index + 1)"
      guard let (label, setting) = setting.labelled(as: option) else {
        if let (label, rest) = setting.unreadLabel {
          let plain = label.map { $0 == "=" ? " " : String($0) }.joined()
          throw ValidationError(
            "\(option): a label holds no '='; '\(plain): \(rest)' was expected")
        }
        common.append(setting.named(option))
        continue
      }
      try Self.check(label, setting, option, names)
      if let known = own.firstIndex(where: { $0.label == label }) {
        own[known].settings.append(setting)
      } else {
        own.append((label, [setting]))
      }
    }
    (self.files, self.common, self.own) = (files, common, own)
    (self.without, self.stresses) = (without, stresses.uniqued)
    let others = names + own.map(\.label)
    let left = Self.labels(without: without)
    if let twice = left.first(where: others.contains) {
      throw ValidationError(
        "'\(twice)' is what --without calls its scenario; another label was expected")
    }
    if let twice = self.stresses.first(where: (others + left).contains) {
      throw ValidationError(
        "'\(twice)' is what --stress calls its scenario; another label was expected")
    }
    labels = others + left + self.stresses
  }

  /// One for each event, however often it stands there.
  private static func labels(without events: [String]) -> [String] {
    events.uniqued.map { "without \($0)" }
  }

  private static func check(
    _ label: String, _ setting: Setting, _ option: String, _ names: [String]
  ) throws {
    guard !label.isEmpty else {
      throw ValidationError(
        "\(option): there is no label before the colon; 'bull: \(setting.key)=…' has one, and without "
          + "a colon all scenarios are changed")
    }
    guard !names.contains(label) else {
      throw ValidationError(
        "\(option): '\(label)' is what the file of that name is called; take another label, which makes "
          + "a scenario of its own from the first file")
    }
    if ["paths", "seed"].contains(setting.key) {
      throw ValidationError(
        "\(option): \(setting.key) cannot differ between scenarios that are compared path by path; "
          + "--\(setting.key) changes it for all")
    }
  }

  /// What is called alike is told apart by the folders around it, else by a number.
  private static func distinct(_ files: [String]) -> [String] {
    let parts = files.map { $0.split(separator: "/").map(String.init) }
    func names(_ folders: Int) -> [String] {
      zip(files, parts).map { file, parts in
        let around = parts.dropLast().suffix(folders)
        return (around + [OutputOptions.baseName(of: file)]).joined(separator: "/")
      }
    }
    let plain = names(0)
    var labels = plain
    for index in plain.indices where plain.count(where: { $0 == plain[index] }) > 1 {
      let depth = (1...8).first { depth in
        let longer = names(depth)
        return longer.count { $0 == longer[index] } == 1
      }
      if let depth { labels[index] = names(depth)[index] }
    }
    return labels.indices.map { index in
      let earlier = labels[..<index].count { $0 == labels[index] }
      return earlier == 0 ? labels[index] : "\(labels[index]) (\(earlier + 1))"
    }
  }

  /// Of the output folder, behind the name of the first file: `compare-bull+bear`. Where it does not hold
  /// the labels as they are, a hash of them keeps apart what would have one name.
  var folderSuffix: String {
    let others = Array(labels.dropFirst())
    let names = others.map(Self.cleaned)
    let all = names.joined(separator: "+")
    let isListed = others.count < 3 || all.count <= 40
    let shown = isListed ? all : "\(names[0])-and-\(others.count - 1)-more"
    return "compare-" + shown + (isListed && names == others ? "" : "-" + Self.hash(of: others))
  }

  /// A label as a part of a folder's name: not longer than a file system takes, and without other signs.
  static func cleaned(_ label: String) -> String {
    let isPlain = { (c: Character) in c.isLetter || c.isNumber || "._-".contains(c) }
    var name = String(label.map { isPlain($0) ? $0 : "-" })
    while name.utf8.count > 40 { name.removeLast() }
    return name
  }

  static func hash(of labels: [String]) -> String {
    var hash = FowlerNollVo()
    hash.add(labels.joined(separator: "\n").utf8)
    return String(hash.text.suffix(6))
  }

  /// All of them, with paths and seed of the first.
  ///
  /// - Throws: `FileError`, `Diagnostics`; `CommandError` for a label that could be the start of a key.
  func read(_ simulation: SimulationOptions, _ watch: Watch) throws -> [Compared] {
    let settings = simulation.settings(after: common)
    let first = try WhatIf(
      Scenario(contentsOf: files[0], settings: settings), simulation, watch)
    for (label, settings) in own {
      let word = label.prefix { $0 != "." }
      guard !first.scenario.hasKey(from: String(word)) else {
        throw CommandError(
          "'\(label)' before the colon is a label, and \(labels[0]) has a key that begins so; "
            + Self.meant(label, settings[0], in: first.scenario))
      }
    }
    var compared = [Compared(label: labels[0], whatIf: first)]
    for (file, label) in zip(files, labels).dropFirst() {
      let scenario = try scenario(file, label, settings, as: first.scenario)
      let whatIf = try WhatIf(scenario, simulation, watch, besides: first.warnings)
      compared.append(Compared(label: label, whatIf: whatIf))
    }
    for (label, settings) in own {
      let (scenario, held) = try first.scenario.holding(settings)
      let whatIf = try WhatIf(
        scenario, simulation, watch, holding: held, besides: first.warnings)
      compared.append(Compared(label: label, whatIf: whatIf))
    }
    let events = try first.scenario.events(without, as: "--without")
    for (event, label) in zip(events, Self.labels(without: events)) {
      let whatIf = try WhatIf(
        first.scenario.supposing(.event(event, .never)), simulation, watch,
        besides: first.warnings)
      compared.append(Compared(label: label, whatIf: whatIf))
    }
    return try compared + first.stressed(by: stresses, simulation, watch)
  }

  /// What to write instead, as far as that reads: the whole as a key, or another label.
  private static func meant(_ label: String, _ setting: Setting, in scenario: Scenario) -> String {
    func reads(_ key: String) -> Bool { (try? scenario.setting(key, to: setting.value)) != nil }
    let (key, text) = ("\(label).\(setting.key)", setting.key + "=" + setting.value)
    let meant = [
      reads(key) ? "'\(label).\(text)' sets that key" : nil,
      reads(setting.key) ? "'\(label)-2: \(text)' has another label" : nil,
    ]
    let told = meant.compactMap(\.self)
    return told.isEmpty ? "another label was expected" : told.joined(separator: ", and ")
  }

  /// Another file with the first one's draws.
  private func scenario(
    _ file: String, _ label: String, _ settings: [Setting], as first: Scenario
  ) throws -> Scenario {
    let scenario = try Scenario(contentsOf: file, settings: settings)
    guard scenario.paths != first.paths || scenario.seed != first.seed else { return scenario }
    StandardStream.say(
      "ballpark: \(label) is simulated with the paths and the seed of the first file: "
        + "\(grouped(first.paths)) and \(first.seed)")
    return try scenario.setting([
      Setting(key: "paths", value: "\(first.paths)"), Setting(key: "seed", value: "\(first.seed)"),
    ])
  }
}

extension WhatIf {
  /// The scenario under stresses, each in one of its own.
  ///
  /// - Throws: `Diagnostics` for a name that is none.
  func stressed(
    by names: [String], _ simulation: SimulationOptions, _ watch: Watch
  ) throws -> [Compared] {
    try scenario.stresses(named: names).map { stress in
      Compared(
        label: stress.name,
        whatIf: try WhatIf(
          scenario.stressed(by: stress.name), simulation, watch, besides: warnings))
    }
  }
}

extension [String] {
  /// Each once, in the order in which they first stand.
  fileprivate var uniqued: [String] {
    indices.filter { firstIndex(of: self[$0]) == $0 }.map { self[$0] }
  }
}
