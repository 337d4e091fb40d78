import Reports
import Scenarios
import Simulation
import Statistics
import Text

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension ShardPlan {
  /// Puts the plan into its folder, which is new or empty.
  ///
  /// - Returns: False where it is there already.
  /// - Throws: `OutputError` where there is something else.
  func write() throws -> Bool {
    let folder = shards.folder
    let path = "\(folder)/\(Self.name)"
    let files = FileManager.default
    if files.fileExists(atPath: path) {
      guard (try? Stated(path))?.plan == identity else {
        throw OutputError("\(folder) has another plan; --output names another folder")
      }
      return false
    }
    if let others = try? files.contentsOfDirectory(atPath: folder), !others.isEmpty {
      throw OutputError(
        "\(folder) has other files; give --output a new folder, or an empty one")
    }
    do {
      try files.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw OutputError("cannot make \(folder)")
    }
    try writeFile(document, to: path, isReplacing: false)
    return true
  }

  var document: String {
    let layout = (0..<shards.count).map { shards.layout.parts(of: $0) }
    let document: JSON = [
      "schema": .count(Self.schema),
      "program": "ballpark shard",
      "plan": .text(identity),
      "content": .text(content),
      "fingerprint": .text(Platform.fingerprint),
      "tallyLayout": .integer(UInt64(RunTally.version)),
      "command": .row(sharded.words.map { .text($0) }),
      "shards": .count(shards.count),
      "rounds": .count(shards.hasSecondRound ? 2 : 1),
      "simulations": .list(requests.map(\.json)),
      "parts": .list(
        layout.map { parts in
          .row(
            parts.map {
              .row([$0.simulation, $0.paths.lowerBound, $0.paths.upperBound].map { .count($0) })
            })
        }),
      "files": .list(
        files.files.map { file in
          [
            "name": .text(file.name), "place": .text(file.place),
            "hash": .text(file.hash), "text": .text(String(decoding: file.bytes, as: UTF8.self)),
          ]
        }),
    ]
    return document.document
  }

  /// What a file says.
  struct Stated: Decodable {
    struct File: Decodable { let name, place, text: String }

    let schema: Int
    let plan, content, fingerprint: String
    let command: [String]
    let shards: Int
    let files: [File]

    init(_ path: String) throws {
      guard let data = try? Data(contentsOf: URL(filePath: path)) else {
        throw FileError.notFound(path: path)
      }
      struct Version: Decodable { let schema: Int }
      let version = try? JSONDecoder().decode(Version.self, from: data).schema
      guard version ?? ShardPlan.schema == ShardPlan.schema else {
        throw PlanError(
          "\(path) has schema \(version ?? 0); this program reads \(ShardPlan.schema)")
      }
      guard let stated = try? JSONDecoder().decode(Self.self, from: data), stated.shards > 0 else {
        throw PlanError("\(path) is damaged, or no plan of shards")
      }
      self = stated
    }
  }
}

extension ScenarioFiles.File {
  fileprivate var hash: String {
    var hash = FowlerNollVo()
    hash.add(bytes)
    return hash.text
  }
}

extension SimulationRequest {
  fileprivate var json: JSON {
    [
      "model": .text(FowlerNollVo.text(of: model.identity)),
      "keeps": .text(kept.name), "seed": .integer(run.seed), "paths": .count(run.paths.count),
    ]
  }
}
