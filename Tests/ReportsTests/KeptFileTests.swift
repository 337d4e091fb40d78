import Foundation
import TestSupport
import Testing

@testable import Reports

/// Protects what a user puts into a folder of results, whenever that is, and a result that is there.
@Suite struct KeptFileTests {
  private func earlier(_ folder: URL) throws -> URL {
    let out = folder.appending(path: "out")
    try Fixture.report(title: "first").write(to: out.path(), pictures: .no)
    return out
  }

  private func put(_ text: String, _ file: URL) throws {
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  private func second(_ folder: OutputFolder) throws -> Written {
    try Fixture.report(title: "second").write(to: folder, pictures: .no)
  }

  /// A file is a user's by what it holds, not by its name: one that no run wrote, and one that was
  /// changed since. Control: as it was, it may be replaced.
  @Test(arguments: [
    ("outcomes.npy", "holds outcomes.npy, which no run wrote"),
    ("report.html", "holds report.html, which no run wrote"),
    ("charts/charts.gp", "holds charts, which no run wrote"),
    ("bands.csv", "but bands.csv was changed since"),
    (
      "manifest.json",
      "manifest.json does not list its files, as in earlier versions, or was changed since; give "
        + "--output an empty or a new folder, or move this one away once"
    ),
  ])
  func namesOfOursAreNotEnough(_ name: String, _ words: String) throws {
    try inFolder { folder in
      let out = try earlier(folder)
      let file = out.appending(path: name)
      let before = try? String(contentsOf: file, encoding: .utf8)
      // A note at the end; in a manifest, a word of it.
      try put(before.map { $0.replacing("first", with: "my 1st") + " " } ?? "mine", file)
      let mine = try Data(contentsOf: file)
      let error = #expect(throws: OutputError.self) { try OutputFolder(out.path()) }
      #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
      #expect(throws: OutputError.self) {
        try Fixture.report().write(to: out.path(), pictures: .no)
      }
      #expect(try Data(contentsOf: file) == mine)
      if let before {
        try put(before, file)
      } else {
        try FileManager.default.removeItem(
          at: out.appending(path: String(name.prefix { $0 != "/" })))
      }
      #expect(try second(OutputFolder(out.path())).isElsewhere == false)
    }
  }

  /// What appears between the question and the answer, hours later, stays; so does the result, beside.
  @Test(arguments: ["notes.txt", "bands.csv", "charts/mine.svg", "manifest.json"])
  func filesThatAppearMeanwhile(_ name: String) throws {
    try inFolder { folder in
      let out = try earlier(folder)
      let asked = try OutputFolder(out.path())
      try put("mine", out.appending(path: name))
      let before = try out.names
      for number in 2...3 {
        let written = try second(asked)
        #expect(written.isElsewhere && written.folder.hasSuffix("/out-\(number)"))
        #expect(written.notes.count == 1, "\(written.notes)")
        #expect(written.notes.first?.hasSuffix("the results are in \(written.folder)") == true)
        #expect(try folder.appending(path: "out-\(number)").text("summary.json").contains("second"))
      }
      #expect(try out.text(name) == "mine")
      #expect(try out.names == before && out.text("summary.json").contains("first"))
      #expect(try folder.names == ["out", "out-2", "out-3"])
    }
  }

  /// A folder may also have become something that cannot be replaced at all.
  @Test func foldersThatBecomeFiles() throws {
    try inFolder { folder in
      let out = folder.appending(path: "out")
      let asked = try OutputFolder(out.path())
      try put("mine", out)
      #expect(try second(asked).isElsewhere)
      #expect(try folder.names == ["out", "out-2"])
      #expect(try String(contentsOf: out, encoding: .utf8) == "mine")
    }
  }

  /// Runs that end at once in one folder replace each other, and neither takes the other for a user.
  @Test func runsAtOnce() throws {
    try inFolder { folder in
      let out = folder.appending(path: "out").path()
      DispatchQueue.concurrentPerform(iterations: 12) { number in
        let written = try? Fixture.report(title: "\(number)").write(to: out, pictures: .no)
        #expect(written?.isElsewhere == false && written?.notes.isEmpty == true, "\(number)")
      }
      let (all, files) = (try folder.names, try folder.appending(path: "out").names)
      #expect(all == ["out"] && files.count == 3)
    }
  }

  /// Protects a run from another one that looks in while its marker has no lock or mark yet, and an
  /// earlier place's marker from being taken for that of a later one.
  @Test func markersInTheMaking() throws {
    try inFolder { folder in
      let place = folder.path()
      let path = place + "/marker"
      func opened() -> Int32 { open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600) }
      let (mine, its) = (opened(), opened())
      #expect(TemporaryFolder.lock(mine, in: place) == .ours)
      #expect(TemporaryFolder.lock(its, in: place) == .others)
      unlink(path)
      close(mine)
      #expect(TemporaryFolder.lock(its, in: place) == .others)
      let later = opened()
      #expect(TemporaryFolder.lock(its, in: place) == .others)
      #expect(TemporaryFolder.lock(later, in: place) == .ours)
      close(its)
      close(later)
      unlink(path)
      let places = try (0..<3).map { _ in try TemporaryFolder(for: place + "/out") }
      #expect(Set(places.map(\.place)).count == 3)
      let again = try TemporaryFolder(for: place + "/out")
      for place in places + [again] { #expect(place.remove() == nil) }
      #expect(try TemporaryFolder(for: place + "/out").remove() == nil)
      #expect(try folder.names.isEmpty)
    }
  }

  /// Whoever may not look into a folder may not after the next run.
  @Test(arguments: [0o700, 0o750, 0o2775, 0o1777]) func modesStay(_ mode: Int) throws {
    try inFolder { folder in
      let out = folder.appending(path: "out")
      let charts = out.appending(path: "charts")
      for _ in 0..<2 {
        try OutputFolder(out.path()).replace(
          with: [OutputFile("charts/a.dat", "1")],
          manifest: "{\n  \"program\": \"ballpark run\"\n}\n")
        for path in [out.path(), charts.path()] {
          if try self.mode(path) & 0o777 == 0o755 { chmod(path, mode_t(mode)) }
          #expect(try self.mode(path) == mode)
        }
      }
      // An empty folder's, too.
      let empty = folder.appending(path: "empty")
      try FileManager.default.createDirectory(at: empty, withIntermediateDirectories: false)
      chmod(empty.path(), mode_t(mode))
      try Fixture.report().write(to: empty.path(), pictures: .no)
      #expect(try self.mode(empty.path()) == mode)
    }
  }

  private func mode(_ path: String) throws -> Int {
    var status = stat()
    try #require(stat(path, &status) == 0)
    return Int(status.st_mode & 0o7777)
  }

  /// Desktops' own files are no reason to refuse a folder, and are not lost either.
  @Test func filesOfDesktopsStay() throws {
    try inFolder { folder in
      let out = try earlier(folder)
      try put("view", out.appending(path: ".DS_Store"))
      #expect(try second(OutputFolder(out.path())).notes.isEmpty)
      #expect(try out.text(".DS_Store") == "view" && out.text("summary.json").contains("second"))
    }
  }

  // MARK: What killed runs leave

  /// Marked by a run and locked by none: removed by the next run into any folder beside.
  /// Controls: a run that lives, a folder of a user with such a name, a user's file in ours.
  @Test func killedRunsLeaveNothing() throws {
    try inFolder { folder in
      let living = try TemporaryFolder(for: folder.path() + "/out")
      try living.announce(["charts/half.svg"])
      try living.write(OutputFile("summary.json", "half"))
      try put("half", URL(filePath: living.path + "/charts/half.svg"))
      // A copy has no lock: that is a run that was killed.
      for name in [".ballpark-1-0", ".ballpark-2-0"] {
        try FileManager.default.copyItem(
          atPath: living.place, toPath: folder.path() + "/" + name)
      }
      try put("mine", folder.appending(path: ".ballpark-2-0/files/notes.txt"))
      try put("mine", folder.appending(path: ".ballpark-3-0/files/summary.json"))
      try put("mine", folder.appending(path: ".ballpark-4-0/marker"))
      // Killed before there was a mark, or when it was gone.
      try put("", folder.appending(path: ".ballpark-5-0/marker"))
      try FileManager.default.createDirectory(
        at: folder.appending(path: ".ballpark-6-0"), withIntermediateDirectories: false)
      let written = try second(OutputFolder(folder.path() + "/out"))
      let own = URL(filePath: living.place).lastPathComponent
      #expect(
        try folder.names
          == [".ballpark-3-0", ".ballpark-4-0", own, "ballpark-kept", "out"].sorted())
      #expect(try folder.appending(path: "ballpark-kept/files").names == ["notes.txt"])
      #expect(written.notes.count == 1 && written.notes[0].hasSuffix("/ballpark-kept"))
      #expect(living.remove() == nil)
      #expect(try !folder.names.contains(own))
    }
  }

  /// A run that is killed once its folder has changed places with the earlier one leaves that one: its
  /// own files go, and what a user put there in this moment does not.
  @Test func killedInTheMiddle() throws {
    try inFolder { folder in
      let out = try earlier(folder)
      let living = try TemporaryFolder(for: out.path())
      try living.write(OutputFile("bands.csv", "new"))
      try living.complete("{\n}\n")
      try FileManager.default.removeItem(atPath: living.path)
      try FileManager.default.moveItem(atPath: out.path(), toPath: living.path)
      try put("mine", URL(filePath: living.path + "/bands.csv"))
      try FileManager.default.copyItem(
        atPath: living.place, toPath: folder.path() + "/.ballpark-1-0")
      try second(OutputFolder(out.path()))
      #expect(try folder.appending(path: "ballpark-kept/files").names == ["bands.csv"])
      #expect(try folder.appending(path: "ballpark-kept/files").text("bands.csv") == "mine")
    }
  }

  // MARK: One file

  /// `init` replaces a file that it is told to, keeps its mode and a link to it, and nothing else.
  @Test func singleFiles() throws {
    try inFolder { folder in
      let file = folder.appending(path: "a.yaml").path()
      try writeFile("one", to: file, isReplacing: false)
      #expect(throws: OutputError.self) { try writeFile("two", to: file, isReplacing: false) }
      chmod(file, 0o600)
      try FileManager.default.createSymbolicLink(atPath: file + ".link", withDestinationPath: file)
      try writeFile("three", to: file + ".link", isReplacing: true)
      #expect(try mode(file) == 0o600 && folder.text("a.yaml") == "three")
      #expect(try folder.names == ["a.yaml", "a.yaml.link"])
      mkfifo(folder.path() + "/pipe", 0o600)
      for name in ["/pipe", "/dev/null"] {
        let path = name == "/pipe" ? folder.path() + name : name
        #expect(throws: OutputError.self) { try writeFile("four", to: path, isReplacing: true) }
      }
    }
  }
}
