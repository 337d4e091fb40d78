import Dispatch
import Foundation
import Statistics
import Synchronization
import TestSupport
import Testing

@testable import Shards
@testable import Simulation

/// Protects shards: what many machines find is what one finds, byte for byte, and whatever else lies in the folder
/// is told and never merged. `==` compares every number of a summary.
@Suite struct ShardTests {
  private static let run = Run(paths: 512..<4_713, seed: 811)

  private static func model(groups: Bool = true) throws -> Model {
    try FullScenario.scenario(others: FullScenario.other).model {
      let fall = Condition("sharePrice", .until(9), .below, 20)
      $0.questions = [fall]
      $0.measured = [.outcome(.acme("return")), .condition(fall)]
      guard groups else { return }
      $0.groups = [
        PathGroup(name: "fall", text: fall.text, members: .condition(fall)),
        PathGroup(
          name: "worst", text: "worst", members: .worst(share: 0.05, outcome: .maximumDrawdown)),
        PathGroup(Condition("sharePrice", .at(9), .above, 1e9)),
      ]
    }
  }

  private static func names(_ folder: URL) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
  }

  /// Every path is in one part, parts begin where sums do, and shards differ by one group of paths at most.
  @Test func layouts() {
    for (counts, shards) in [([1], 1), ([5_000], 4), ([2_000, 513, 1], 3), ([7_000, 9_000], 29)] {
      let layout = ShardLayout(counts.map { 1_024..<1_024 + $0 }, shards: shards)
      let parts = (0..<shards).map(layout.parts(of:))
      for (simulation, count) in counts.enumerated() {
        let own = parts.joined().filter { $0.simulation == simulation }.map(\.paths)
        #expect(own.first?.lowerBound == 1_024 && own.last?.upperBound == 1_024 + count)
        for (part, next) in zip(own, own.dropFirst()) {
          #expect(part.upperBound == next.lowerBound && next.lowerBound % 512 == 0)
        }
      }
      let groups = parts.map { $0.reduce(0) { $0 + ($1.paths.count + 511) / 512 } }
      #expect(groups.min()! >= 1 && groups.max()! - groups.min()! <= 1)
    }
    #expect(ShardLayout([0..<1_025], shards: 1).most == 3)
  }

  @Test func lists() {
    #expect("\(IndexList([3, 7, 8, 9]))" == "3,7-9")
    #expect("\(IndexList([0]))" == "0" && "\(IndexList([]))" == "")
  }

  /// A run with groups needs two rounds and makes the same summary and values as one machine. Control: shards of
  /// another seed make another.
  @Test func shardsMakeTheRun() throws {
    let model = try Self.model()
    let expected = try Simulator(model, workers: 2).simulateKeepingValues(Self.run)
    try inFolder { folder in
      let shards = try ShardSet(
        [.summaryAndValues(of: model, Self.run)], count: 3, in: folder.path)
      #expect(shards.hasSecondRound)
      let simulator = Simulator(model, on: shards.merged(workers: 1))
      for round in 1...2 {
        #expect(try shards.missing().map(\.index) == [0, 1, 2])
        for index in [2, 0, 1] { #expect(try shards.fill(index, workers: 1 + index)) }
        #expect(try shards.missing().isEmpty)
        #expect(try !shards.fill(1, workers: 1))
        guard round == 1 else { break }
        #expect(throws: ShardError.secondRound(groups: 2, shards: 3)) {
          try simulator.simulateKeepingValues(Self.run)
        }
      }
      let found = try simulator.simulateKeepingValues(Self.run)
      #expect(found.summary == expected.summary)
      for (its, ours) in zip(found.values.columns, expected.values.columns) {
        #expect(its.values.map(\.bitPattern) == ours.values.map(\.bitPattern))
      }
      #expect(found.summary.groups.map(\.paths)[2] == 0)
      #expect(throws: ShardError.notPlanned) {
        try simulator.simulateKeepingValues(Run(paths: Self.run.paths, seed: 812))
      }
    }
    let other = try Simulator(model, workers: 2).simulate(Run(paths: Self.run.paths, seed: 812))
    #expect(other != expected.summary)
  }

  /// Of many simulations each shard has some, and equal ones are simulated once.
  @Test func manySimulations() throws {
    let models =
      try [Self.model(groups: false)]
      + [40e6, 60e6].map {
        try Self.model(groups: false).holding(["acme.debt": $0])
      }
    let model = models[0]
    let requests = (models + [model]).map { SimulationRequest.values(of: $0, Self.run) }
    try inFolder { folder in
      let shards = try ShardSet(requests, count: 4, in: folder.path)
      #expect(!shards.hasSecondRound && shards.layout.paths.count <= 3)
      for index in 0..<4 { try shards.fill(index, workers: 2) }
      for model in models {
        let found = try Simulator(model, on: shards.merged(workers: 1)).values(of: Self.run)
        let expected = try Simulator(model, workers: 1).values(of: Self.run)
        for (its, ours) in zip(found.columns, expected.columns) {
          #expect(its.values.map(\.bitPattern) == ours.values.map(\.bitPattern))
        }
      }
    }
  }

  private static func small(_ folder: URL, count: Int = 2, name: String = "") throws -> ShardSet {
    let model = try ScenarioText(
      step: "quarter", acme: "shares: 1M\narr: 4M to 6M\nsharePrice: 100"
    ).model()
    return try ShardSet(
      [.summary(of: model, Run(paths: 0..<1_200, seed: 5))], count: count, in: folder.path,
      name: name)
  }

  /// Any changed byte, and any length, is found in any file, by the file's name; filling again moves what is wrong
  /// aside and mends it. Control: the file as it is.
  @Test func damage() throws {
    try inFolder { folder in
      let shards = try Self.small(folder)
      for index in 0..<2 { try shards.fill(index, workers: 1) }
      let file = folder.appending(path: "first-1.shard")
      let sound = try Data(contentsOf: file)
      var damaged = stride(from: 0, to: sound.count, by: sound.count / 90).map { place in
        var changed = sound
        changed[place] ^= 1
        return changed
      }
      damaged += [Data(), sound.prefix(7), sound.prefix(60), sound.dropLast(), sound + [0]]
      #expect(try shards.missing().isEmpty)
      for bytes in damaged {
        try bytes.write(to: file)
        let missing = try shards.missing()
        #expect(missing.map(\.index) == [1])
        guard case .unsound(file.path, _)? = missing.first?.problem else {
          Issue.record("\(missing)")
          continue
        }
      }
      #expect(try shards.fill(1, workers: 1))
      #expect(try Data(contentsOf: file) == sound)
      #expect(
        try Data(contentsOf: folder.appending(path: "first-1.shard.unsound-1")) == damaged.last)
    }
  }

  /// A shard of another plan, another number or another round does not count, and says which it is.
  @Test func foreign() throws {
    try inFolder { folder in
      let mine = try Self.small(folder.appending(path: "mine"))
      let other = try Self.small(folder.appending(path: "other"), name: "other")
      for index in 0..<2 {
        try mine.fill(index, workers: 1)
        try other.fill(index, workers: 1)
      }
      func reason(_ source: String, as target: String) throws -> String {
        let place = folder.appending(path: "mine/" + target)
        let kept = try Data(contentsOf: place)
        try Data(contentsOf: folder.appending(path: source)).write(to: place)
        defer { try? kept.write(to: place) }
        return "\(try mine.missing().compactMap(\.problem))"
      }
      #expect(try reason("other/first-0.shard", as: "first-0.shard").contains("another plan"))
      #expect(try reason("mine/first-1.shard", as: "first-0.shard").contains("it is first-1.shard"))
      #expect(try reason("mine/first-0.shard", as: "first-0.shard") == "[]")
      let three = try Self.small(folder.appending(path: "mine"), count: 3)
      #expect(try three.missing().count == 3 && three.identity != mine.identity)
      #expect(throws: ShardError.noSuchShard(2, of: 2)) { try mine.fill(2, workers: 1) }
      #expect(throws: ShardError.tooMany(4, most: 3)) { try Self.small(folder, count: 4) }
    }
  }

  /// Several that fill one shard at once leave one file. What a killed process left is removed, and what a living
  /// one is writing is not.
  @Test func several() throws {
    try inFolder { folder in
      let shards = try Self.small(folder)
      let failed = Atomic<Int>(0)
      DispatchQueue.concurrentPerform(iterations: 3) { _ in
        do { try shards.fill(0, workers: 1) } catch { failed.add(1, ordering: .relaxed) }
      }
      #expect(failed.load(ordering: .relaxed) == 0)
      #expect(try Self.names(folder) == ["first-0.shard"])

      try Data("left".utf8).write(to: folder.appending(path: ".first-1.shard.abcdef.part"))
      let living = try NewFile(at: folder.path + "/first-1.shard")
      try Data("mine".utf8).write(to: folder.appending(path: ".first-1.shard.txt"))
      try shards.fill(1, workers: 1)
      let names = try Self.names(folder)
      #expect(names.count == 4 && !names.contains(".first-1.shard.abcdef.part"), "\(names)")
      #expect(names.contains(".first-1.shard.txt"))
      try living.place()
      #expect(try Self.names(folder).count == 3)
    }
  }
}
