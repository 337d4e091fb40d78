import Foundation
import Testing

@testable import Reports

/// Protects files that are not ours, and readers from half a result.
@Suite struct OutputFolderTests {
  private let root: String

  init() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    root = folder.path
  }

  private func names(_ folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
  }

  private func text(_ path: String) throws -> String {
    try String(contentsOfFile: path, encoding: .utf8)
  }

  private func put(_ text: String, _ path: String) throws {
    let folder = URL(filePath: path).deletingLastPathComponent()
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try text.write(toFile: path, atomically: false, encoding: .utf8)
  }

  @Test(arguments: ["new", "a/b/c", "empty", "slash/"])
  func makesTheFolder(_ name: String) throws {
    defer { try? FileManager.default.removeItem(atPath: root) }
    try FileManager.default.createDirectory(
      atPath: root + "/empty", withIntermediateDirectories: false)
    try Fixture.report().write(to: root + "/" + name)
    #expect(try names(root + "/" + name) == ["bands.csv", "manifest.json", "summary.json"])
    #expect(try text(root + "/" + name + "/bands.csv") == Fixture.report().csv)
    #expect(try !names(root).contains { $0.hasPrefix(".ballpark") })
  }

  @Test func replacesAnEarlierRunAsAWhole() throws {
    defer { try? FileManager.default.removeItem(atPath: root) }
    let folder = root + "/out"
    try Fixture.report(title: "first").write(to: folder)
    try put("of an older version", folder + "/charts/fan.svg")
    try Fixture.report(title: "second").write(to: folder)
    #expect(try names(folder) == ["bands.csv", "manifest.json", "summary.json"])
    #expect(try text(folder + "/summary.json").contains("second"))
    #expect(try names(root) == ["out"])
  }

  @Test func followsASymbolicLink() throws {
    defer { try? FileManager.default.removeItem(atPath: root) }
    try Fixture.report(title: "first").write(to: root + "/real")
    try FileManager.default.createSymbolicLink(
      atPath: root + "/link", withDestinationPath: root + "/real")
    try Fixture.report(title: "second").write(to: root + "/link")
    #expect(try text(root + "/real/summary.json").contains("second"))
  }

  @Test(arguments: ["notes.txt", "manifest.json", ".hidden", "sub/manifest.json"])
  func refusesForeignFolders(_ name: String) throws {
    defer { try? FileManager.default.removeItem(atPath: root) }
    try put("{\"name\": \"a web app\"}", root + "/out/" + name)
    #expect(throws: OutputError.self) { try OutputFolder(root + "/out") }
    #expect(throws: OutputError.self) { try Fixture.report().write(to: root + "/out") }
    #expect(try text(root + "/out/" + name) == "{\"name\": \"a web app\"}")
    #expect(try names(root) == ["out"])
    #expect(try names(root + "/out").count == 1)
  }

  @Test func refusesAFile() throws {
    defer { try? FileManager.default.removeItem(atPath: root) }
    try put("mine", root + "/out")
    #expect(throws: OutputError.self) { try Fixture.report().write(to: root + "/out") }
    #expect(throws: OutputError.self) { try Fixture.report().write(to: root + "/out/below") }
    #expect(try text(root + "/out") == "mine")
  }

  /// Nobody is refused by permissions who may do anything.
  @Test(.disabled(if: geteuid() == 0)) func leavesAReadOnlyFolderAlone() throws {
    defer { try? FileManager.default.removeItem(atPath: root) }
    try FileManager.default.createDirectory(
      atPath: root + "/locked", withIntermediateDirectories: false,
      attributes: [.posixPermissions: 0o555])
    #expect(throws: OutputError.self) { try Fixture.report().write(to: root + "/locked/a/b") }
    #expect(try names(root + "/locked") == [])
  }

  /// A write that fails in the middle, as on a full disk, leaves the earlier run and no debris.
  @Test func failingWritesLeaveNothing() throws {
    defer { try? FileManager.default.removeItem(atPath: root) }
    try Fixture.report().write(to: root + "/out")
    let files = [("summary.json", "half"), ("no/such/folder.csv", "")]
    #expect(throws: OutputError.self) { try OutputFolder(root + "/out").replace(with: files) }
    #expect(try text(root + "/out/summary.json") == Fixture.report().json)
    #expect(throws: OutputError.self) { try OutputFolder(root + "/a/b/c").replace(with: files) }
    #expect(try names(root) == ["out"])
  }

  @Test func errorsNameThePathAndTheReason() throws {
    let error = #expect(throws: OutputError.self) {
      try Fixture.report().write(to: "/dev/null/out")
    }
    #expect(error?.description == "cannot write /dev/null/out: Not a directory")
  }
}
