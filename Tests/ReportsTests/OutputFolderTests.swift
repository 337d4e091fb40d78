import Foundation
import TestSupport
import Testing

@testable import Reports

extension Report.Pictures {
  static let no = Report.Pictures(areWanted: false)
}

/// Protects files that are not ours, and readers from half a result.
@Suite struct OutputFolderTests {
  private let scratch: ScratchFolder
  private var root: String { scratch.url.path }

  init() throws { scratch = try ScratchFolder() }

  private func names(_ folder: String) throws -> [String] {
    try URL(filePath: folder).names
  }

  private func text(_ path: String) throws -> String {
    try String(contentsOfFile: path, encoding: .utf8)
  }

  private func put(_ text: String, _ path: String) throws {
    let folder = URL(filePath: path).deletingLastPathComponent()
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try text.write(toFile: path, atomically: false, encoding: .utf8)
  }

  private func earlierRun(_ folder: String, _ files: [String]) throws {
    try OutputFolder(folder).replace(
      with: files.map { OutputFile($0, "old") }, manifest: Self.manifest)
  }

  private static let manifest = "{\n  \"program\": \"ballpark run\"\n}\n"

  @Test(arguments: ["new", "a/b/c", "empty", "slash/"])
  func makesTheFolder(_ name: String) throws {
    try FileManager.default.createDirectory(
      atPath: root + "/empty", withIntermediateDirectories: false)
    try Fixture.report().write(to: root + "/" + name, pictures: .no)
    #expect(try names(root + "/" + name) == ["bands.csv", "manifest.json", "summary.json"])
    #expect(try text(root + "/" + name + "/bands.csv") == Fixture.report().csv)
    #expect(try !names(root).contains { $0.hasPrefix(".ballpark") })
  }

  @Test func replacesAnEarlierRunAsAWhole() throws {
    let folder = root + "/out"
    // It drew other pictures.
    try earlierRun(folder, ["report.html", "charts/charts.gp", "charts/fan.svg", "charts/fan.dat"])
    #expect(try names(folder) == ["charts", "manifest.json", "report.html"])
    try Fixture.report(title: "second").write(to: folder, pictures: .no)
    #expect(try names(folder) == ["bands.csv", "manifest.json", "summary.json"])
    #expect(try text(folder + "/summary.json").contains("second"))
    #expect(try names(root) == ["out"])
  }

  @Test func followsASymbolicLink() throws {
    try Fixture.report(title: "first").write(to: root + "/real", pictures: .no)
    try FileManager.default.createSymbolicLink(
      atPath: root + "/link", withDestinationPath: root + "/real")
    try Fixture.report(title: "second").write(to: root + "/link", pictures: .no)
    #expect(try text(root + "/real/summary.json").contains("second"))
  }

  @Test(arguments: ["notes.txt", "manifest.json", ".hidden", "sub/manifest.json"])
  func refusesForeignFolders(_ name: String) throws {
    try put("{\"name\": \"a web app\"}", root + "/out/" + name)
    #expect(throws: OutputError.self) { try OutputFolder(root + "/out") }
    #expect(throws: OutputError.self) {
      try Fixture.report().write(to: root + "/out", pictures: .no)
    }
    #expect(try text(root + "/out/" + name) == "{\"name\": \"a web app\"}")
    #expect(try names(root) == ["out"])
    #expect(try names(root + "/out").count == 1)
  }

  /// What a user has put beside the files of a run is not lost, and is named.
  @Test(arguments: ["notes.txt", "summary.json.bak", "charts/notes.md", "sub/a.svg"])
  func refusesMoreThanARun(_ name: String) throws {
    let folder = root + "/out"
    try Fixture.report().write(to: folder, pictures: .no)
    try put("mine", folder + "/" + name)
    let error = #expect(throws: OutputError.self) { try OutputFolder(folder) }
    // The run had no pictures, so that the folder is foreign, too.
    let entry = name.prefix { $0 != "/" }
    #expect(error?.description.contains("holds \(entry), which no run wrote") == true)
    #expect(try text(folder + "/" + name) == "mine")
  }

  /// A picture that the user has drawn on is not one of ours, even beside ours.
  @Test(arguments: ["annotated.svg", "slide.png", "mine.dat", "mine.gp", "fan.svg.svg"])
  func keepsTheUsersPictures(_ name: String) throws {
    let folder = root + "/out"
    try earlierRun(folder, ["charts/charts.gp", "charts/fan.svg"])
    try put("mine", folder + "/charts/" + name)
    let error = #expect(throws: OutputError.self) { try OutputFolder(folder) }
    #expect(error?.description.contains("holds charts/\(name), which no run wrote") == true)
    // What is gone is no loss.
    try FileManager.default.removeItem(atPath: folder + "/charts/" + name)
    try FileManager.default.removeItem(atPath: folder + "/charts/charts.gp")
    #expect(throws: Never.self) { try OutputFolder(folder) }
  }

  /// Protects the list of files: every file that there is may be replaced.
  @Test func replacesEveryFile() throws {
    for _ in 0..<2 {
      try Market().report().write(to: root + "/out", pictures: .init(withPNG: true))
    }
    #expect(try names(root) == ["out"])
  }

  @Test func refusesADanglingLink() throws {
    try FileManager.default.createSymbolicLink(
      atPath: root + "/link", withDestinationPath: root + "/nowhere")
    for path in ["/link", "/link/below"] {
      let error = #expect(throws: OutputError.self) { try OutputFolder(root + path) }
      #expect(error?.description.contains("is a symbolic link to something") == true)
    }
  }

  @Test func refusesTheCurrentFolder() throws {
    for path in [".", "..", "/"] {
      let error = #expect(throws: OutputError.self) { try OutputFolder(path) }
      #expect(error?.description.contains("is the folder that you are in, or holds it") == true)
    }
  }

  @Test func refusesAFile() throws {
    try put("mine", root + "/out")
    #expect(throws: OutputError.self) {
      try Fixture.report().write(to: root + "/out", pictures: .no)
    }
    #expect(throws: OutputError.self) {
      try Fixture.report().write(to: root + "/out/below", pictures: .no)
    }
    #expect(try text(root + "/out") == "mine")
  }

  /// Nobody is refused by permissions who may do anything.
  @Test(.disabled(if: geteuid() == 0, "NO LOCKED FOLDER IS TRIED: ROOT MAY DO ANYTHING"))
  func leavesAReadOnlyFolderAlone() throws {
    try FileManager.default.createDirectory(
      atPath: root + "/locked", withIntermediateDirectories: false,
      attributes: [.posixPermissions: 0o555])
    #expect(throws: OutputError.self) {
      try Fixture.report().write(to: root + "/locked/a/b", pictures: .no)
    }
    #expect(try names(root + "/locked") == [])
  }

  /// A write that fails in the middle, as on a full disk, leaves the earlier run and no debris.
  @Test func failingWritesLeaveNothing() throws {
    try Fixture.report().write(to: root + "/out", pictures: .no)
    let files = [OutputFile("summary.json", "half"), OutputFile("no/such/folder.csv", "")]
    #expect(throws: OutputError.self) {
      try OutputFolder(root + "/out").replace(with: files, manifest: Self.manifest)
    }
    #expect(try text(root + "/out/summary.json") == Fixture.report().json)
    #expect(throws: OutputError.self) {
      try OutputFolder(root + "/a/b/c").replace(with: files, manifest: Self.manifest)
    }
    #expect(try names(root) == ["out"])
  }

  /// What fails or is interrupted between writing and moving leaves nothing, too.
  @Test func failingStepsLeaveNothing() throws {
    try Fixture.report().write(to: root + "/out", pictures: .no)
    let before = try text(root + "/out/manifest.json")
    let files = [OutputFile("charts/a.dat", "1"), OutputFile("outcomes.npy", [0x93, 0, 0xFF])]
    let folder = try OutputFolder(root + "/out")
    #expect(throws: OutputError.self) {
      let finish = { (temporary: TemporaryFolder) in
        #expect(try Data(contentsOf: URL(filePath: temporary.path + "/outcomes.npy")).count == 3)
        #expect(try text(temporary.path + "/charts/a.dat") == "1")
        throw OutputError("the step failed")
      }
      try folder.replace(with: files, manifest: Self.manifest, finish: finish)
    }
    #expect(throws: CancellationError.self) {
      try folder.replace(with: files, manifest: Self.manifest, shouldStop: { true })
    }
    #expect(try text(root + "/out/manifest.json") == before)
    #expect(try names(root) == ["out"])
    let finish = { (temporary: TemporaryFolder) in
      try temporary.write(OutputFile("later.txt", ""))
    }
    try folder.replace(
      with: [OutputFile("new.txt", "")], manifest: Self.manifest, finish: finish)
    #expect(try names(root + "/out") == ["later.txt", "manifest.json", "new.txt"])
  }

  @Test func errorsNameThePathAndTheReason() throws {
    let error = #expect(throws: OutputError.self) {
      try Fixture.report().write(to: "/dev/null/out", pictures: .no)
    }
    #expect(error?.description == "cannot write /dev/null/out: Not a directory")
  }
}
