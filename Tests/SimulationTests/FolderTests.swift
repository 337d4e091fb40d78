import Foundation
import TestSupport
import Testing

/// Protects the direction in which the folders of `Simulation` use each other: no two, and no more, form a
/// circle. Who names a type uses the folder that declares it; files beside the folders use them all.
@Suite struct FolderTests {
  private struct File {
    let folder: String
    let names: Set<String>
    let declared: Set<String>

    init(folder: String, text: String) {
      let code = text.replacing(/\/\/.*/, with: "")
      self.folder = folder
      names = Set(code.matches(of: /\b[A-Z]\w*/).map { String($0.output) })
      let declaration = /(?m)^(?:\w+ )*?(?:struct|class|enum|protocol) ([A-Z]\w*)/
      declared = Set(code.matches(of: declaration).map { String($0.output.1) })
    }
  }

  /// The folders that each folder uses.
  private static func uses(_ files: [File]) -> [String: Set<String>] {
    var homes: [String: Set<String>] = [:]
    for file in files { for name in file.declared { homes[name, default: []].insert(file.folder) } }
    var uses: [String: Set<String>] = [:]
    for file in files {
      for name in file.names {
        // A name that two folders declare says nothing.
        guard let home = homes[name], home.count == 1 else { continue }
        uses[file.folder, default: []].formUnion(home.subtracting([file.folder]))
      }
    }
    return uses
  }

  /// What is left when folders that use no other are taken away, again and again.
  private static func circle(in uses: [String: Set<String>]) -> Set<String> {
    var left = uses
    while let free = left.first(where: { $0.value.isDisjoint(with: left.keys) })?.key {
      left[free] = nil
    }
    return Set(left.keys)
  }

  private static func files() throws -> [File] {
    let root = repository.appending(path: "Sources/Simulation")
    let manager = FileManager.default
    return try manager.contentsOfDirectory(atPath: root.path()).flatMap { folder -> [File] in
      guard !folder.hasSuffix(".swift") else { return [] }
      let place = root.appending(path: folder)
      return try manager.contentsOfDirectory(atPath: place.path()).map {
        File(
          folder: folder, text: try String(contentsOf: place.appending(path: $0), encoding: .utf8))
      }
    }
  }

  @Test func foldersFormNoCircle() throws {
    let files = try Self.files()
    #expect(files.count > 100)
    let uses = Self.uses(files)
    let circle = Self.circle(in: uses)
    #expect(circle.isEmpty, "\(circle.sorted()): \(uses.filter { circle.contains($0.key) })")
    // The control: a block that knew a company would close one.
    let knowing = File(folder: "Blocks", text: "struct Odd { let company: CompanyCatalog }")
    #expect(!Self.circle(in: Self.uses(files + [knowing])).isEmpty)
  }
}
