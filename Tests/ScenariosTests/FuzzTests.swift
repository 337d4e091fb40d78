import Foundation
import Simulation
import TestSupport
import Testing

@testable import Scenarios

/// Protects against files that nobody would write: whatever stands in a file, it is read, or refused
/// with a place. `make fuzz` runs this for a minute; the ordinary tests take a few hundred files.
///
/// What it finds belongs among the bad files.
@Suite(.serialized) struct FuzzTests {
  private static let seconds =
    ProcessInfo.processInfo.environment["BALLPARK_FUZZ_SECONDS"].flatMap(Double.init)

  @Test(.timeLimit(.minutes(20))) func mutatedScenarios() throws {
    let mutator = try Mutator(seed: 2_513)
    let start = Date()
    var (count, sound, slowest) = (0, 0, 0.0)
    while Self.seconds.map({ Date().timeIntervalSince(start) < $0 }) ?? (count < 300) {
      let text = mutator.next()
      if Self.seconds != nil { try Self.keep(text) }
      let began = Date()
      sound += try Self.read(text, mutator.settings()) ? 1 : 0
      slowest = max(slowest, Date().timeIntervalSince(began))
      count += 1
    }
    // A reader that refuses everything, or a mutator that changes nothing, tests nothing.
    #expect((count / 20...count * 19 / 20).contains(sound))
    guard Self.seconds != nil else { return }
    let peak = try Self.peakMemory()
    print("\(count) files, \(sound) of them sound; slowest \(slowest) s; peak memory \(peak) MiB")
    // A debug build under test, two to ten times slower and larger than the product.
    #expect(slowest < 10)
    #expect(peak < 256)
  }

  /// If reading it ends the process, the file is still there.
  private static func keep(_ text: String) throws {
    try text.write(
      toFile: NSTemporaryDirectory() + "ballpark-fuzz.yaml", atomically: false, encoding: .utf8)
  }

  /// - Returns: Whether the text is a scenario that compiles.
  private static func read(_ text: String, _ settings: [Setting]) throws -> Bool {
    let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }.count
    do {
      let scenario = try Scenario(text: text, settings: settings)
      let model = try scenario.compile()
      check(scenario.warnings(of: model), lines)
      // One path through a short grid: what compiles can be computed.
      if scenario.definition.grid.steps < 60 {
        let run = Run(paths: 0..<1, seed: 1)
        #expect(try Simulator(model, workers: 1).simulate(run).paths == 0..<1)
      }
      return true
    } catch let diagnostics as Diagnostics {
      check(diagnostics.all, lines)
      #expect(diagnostics.all.contains { $0.severity == .error })
      return false
    }
  }

  private static func check(_ diagnostics: [Diagnostic], _ lines: Int) {
    for diagnostic in diagnostics where !diagnostic.place.hasPrefix("--set") {
      let line = diagnostic.place.split(separator: ":").dropFirst().first.flatMap { Int($0) }
      #expect(line.map { (1...lines).contains($0) } ?? false, "\(diagnostic)")
      #expect(!diagnostic.message.isEmpty)
    }
  }

  /// The largest resident size that the process has had, in MiB.
  private static func peakMemory() throws -> Int {
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    let kibibytes = line?.split(separator: " ").dropFirst().first.flatMap { Int($0) }
    return try #require(kibibytes) / 1024
  }
}

/// Makes damaged files of good and bad ones, always the same ones.
private final class Mutator {
  private let files: [[String]]
  /// Files from the start of `files` on that are sound.
  private let soundFiles: Int
  private var state: UInt64
  private static let marks = Array("{}[]:,-%&*!|>'\"#?/ \n\t0123é\u{7}\u{2028}_exBM~@=")
  private static let scalars =
    [
      "0", "-0", "1", "-1", "1e308", "1e-308", "1e999", "nan", "inf", "5 to 1", "1 to 2", "0 to 1",
      "1e-300 to 1e300", "10% to 20%", "-99.9%", "100%", "1/year", "1e9/day", "1e-12 days",
      "9 years",
      "2026-06-24", "9999-12-31", "0001-01-01", "USD", "1 USD", "x", "~", "''", "[]", "{}",
      "[1, 2, 3]",
      "{normal: {mean: 0, sd: 1e300}}", "{lognormal: {p10: 1, p90: 1e200}}",
      "{triangular: {low: 0, mode: 0, high: 1e-300}}", "{uniform: {low: -1e308, high: 1e308}}",
      "{schedule: {2026-01-01: 1%, 2027-01-01: 2%}}", "{schedule: {2026-01-01: 1, 2026-01-02: 2}}",
      "{value: 5, source: x, truncate: [0, 1]}", "{gamma: {mean: 10, sd: 4}, truncate: {min: 3}}",
      "[{between: [acme.arr, acme.growth.initial], rank: 0.9}]",
      "[{between: [zhipu.growth, zhipu.multiple], value: -0.9}]",
      "acme.maxDrawdown > 50%", "[acme.sharePrice < 5 until 2027-01-31, acme.return > 0%]",
      "{a: worst 5% by acme.return, b: acme.drawdownTrough < 2027-01-31}", "worst < at until by",
      "[{series: acme.sharePrice, date: 2026-09-01, value: 40}]",
      "{regime: mood, calm: 1%, else: 2%}", "{regime: mood, calm: 5 to 9, panic: 6}",
      "{schedule: {2026-01-01: {regime: mood, else: 1}}}",
      "not (alarm or mood = panic) and acme.arr > 0",
      "((alarm", "and", "mood = panic until 2027-01-31", "release.hit before 2027-01-31",
      "{change: {acme.usage: 10% to 20%, acme.sharePrice: -20%}, add: {acme.cash: -1M}}",
      "{cases: {hit: {weight: 20%, set: {mood: calm}}, miss: {change: {acme.usage: -5%}}}}",
      "{calm: {panic: 1e9/year}, panic: {calm: 0/year}}", "{calm: 50%, panic: 50%}", "panic",
      "{set: {mood.calm.panic: 5/year, alarm.frequency: 0/year}, for: 2 months to 9 months}",
      "{add: {acme.growth.longRun: -5% to -1%, zhipu.listPrice.drift: 10%}, for: 1e-9 days}",
      "{change: {alarm.frequency: -100%, mood.panic.calm: 1e9}}", "{for: 1 year}", "1e9 years",
      "0%", "0/year", "{panic: {set: {mood: calm}}, calm: {set: {mood: panic}}}",
      "not agent or (agent and mood = calm and mood = panic)",
    ]
    + DistributionFamily.all.map(\.example)

  /// What can happen to whatever company is called so; most files have none, and nothing that moves one.
  private static let happenings = """
    regimes:
      mood:
        start: {calm: 70%, panic: 30%}
        transitions: {calm: {panic: 1/year to 3/year}, panic: {calm: 4/year}}
    events:
      alarm: {frequency: {regime: mood, calm: 1/year, panic: 9/year}}
      agent:
        until: 2026-12-07
        probability: 20% to 60%
        then: [{set: {mood: calm}}, {change: {alarm.frequency: 50% to 90%}, for: 3 to 9 months}]
        otherwise: {set: {mood: panic}}
      release:
        every: 2 months to 5 months
        then: {cases: {hit: {weight: 25%, set: {mood: calm}}, miss: {add: {mood.calm.panic: 0.5/year}, for: 1 year}}}
      dated: {at: [2026-12-02, 2027-01-06], probability: 50%}
      again: {when: mood = panic and not agent, again: 3 months, then: {set: {mood: calm}}}
      either: {when: alarm or release.hit}
    """.split(separator: "\n").map(String.init)

  init(seed: UInt64) throws {
    state = seed
    let folders = ["Scenarios", "Tests/ScenariosTests/Bad"]
    let found = folders.map { folder in
      fileNames(in: folder, ending: ".yaml").map { "\(folder)/\($0).yaml" }
    }
    soundFiles = found[0].count
    files = try found.joined()
      .map { file in
        // Comments are most of a shipped scenario, and nothing can go wrong in them.
        let data = try Data(contentsOf: repository.appending(path: file))
        return String(decoding: data, as: UTF8.self)
          .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
          .filter { !$0.drop { $0 == " " }.hasPrefix("#") }
      }
  }

  private func random(_ count: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(max(count, 1)))
  }

  func next() -> String {
    var lines = files[random(random(4) == 0 ? files.count : soundFiles)]
    if random(3) == 0, !lines.contains(where: { $0.hasPrefix("events:") }) {
      lines += Self.happenings
    }
    for _ in 0...random(3) { mutate(&lines) }
    return lines.joined(separator: "\n")
  }

  /// Mostly none; else one of a few keys with any value.
  func settings() -> [Setting] {
    guard random(4) == 0 else { return [] }
    let keys = [
      "paths", "start", "acme.arr", "zhipu.multiple", "saas.growth.initial.value", "fx.CNY",
      "events", "agent", "agent.probability", "release.then.hit.weight", "mood.then",
      "mood.calm.panic", "agent.then.1.for", "release.then.miss.for", "agent.then",
    ]
    let text = keys[random(keys.count)] + "=" + Self.scalars[random(Self.scalars.count)]
    return Setting(text).map { [$0] } ?? []
  }

  private func mutate(_ lines: inout [String]) {
    guard !lines.isEmpty else { return }
    let line = random(lines.count)
    switch random(9) {
    case 0: lines.remove(at: line)
    case 1: lines.insert(lines[random(lines.count)], at: line)
    case 2: lines.swapAt(line, random(lines.count))
    case 3: lines[line] = String(repeating: " ", count: random(6)) + lines[line]
    case 4:
      let other = files[random(files.count)]
      guard !other.isEmpty else { return }
      lines.insert(other[random(other.count)], at: line)
    case 5, 6:
      // The value of a key, or of one key in a line of several.
      let parts = lines[line].split(separator: ":", maxSplits: 8, omittingEmptySubsequences: false)
      guard parts.count > 1 else { return }
      let kept = parts.prefix(1 + random(parts.count - 1)).joined(separator: ":")
      lines[line] = kept + ": " + Self.scalars[random(Self.scalars.count)]
    default:
      var text = Array(lines[line])
      let place = random(text.count + 1)
      if random(2) == 0 || text.isEmpty {
        text.insert(Self.marks[random(Self.marks.count)], at: place)
      } else {
        text.removeSubrange(min(place, text.count)..<min(text.count, place + 1 + random(12)))
      }
      lines[line] = String(text)
    }
  }
}
