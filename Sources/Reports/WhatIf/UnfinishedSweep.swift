import Statistics
import Text

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The points of a sweep that has not ended, in a folder beside that of the sweep.
///
/// Each is written as soon as it is found, behind those before it, and then the manifest, which says
/// how much of the table is whole: what ends the process, even without a word, costs no point. As long
/// as it lives the table is locked. A folder that is there already stays, and the points go to another.
package final class UnfinishedSweep {
  /// `Output/acme-sweep-unfinished`; others have a number behind it.
  private let base: String
  private let target: String
  /// Once there is a point.
  private var begun: (folder: String, table: Int32, temporary: TemporaryFolder)?
  /// What the table holds, and of how many points; the last may be there in part.
  private var text = ""
  private var rows = 0
  /// Points that are there as a whole.
  private var points = 0
  private var kept: [String] = []
  /// Which sweep it is.
  private var sweep: EarlierSweep?
  private var bytes = 0
  private var checksum = FowlerNollVo()

  /// - Parameter folder: Of the sweep.
  package init(of folder: OutputFolder) {
    base = Self.base(folder)
    target = folder.target
  }

  private static func base(_ folder: OutputFolder) -> String { folder.path + "-unfinished" }

  /// Folders with points of sweeps that go to a folder: of one sweep or of several.
  package static func folders(of folder: OutputFolder) -> [String] { folders(base(folder)) }

  private static func folders(_ base: String) -> [String] {
    let name = base.split(separator: "/").last.map(String.init) ?? base
    let isNumber = { (text: Substring) in
      text.first == "-" && text.dropFirst().allSatisfy(\.isNumber)
    }
    return ((try? FileList.names(base.folder)) ?? [])
      .filter { $0 == name || $0.hasPrefix(name) && isNumber($0.dropFirst(name.count)) }
      .map { base.dropLast(name.count) + $0 }
  }

  // MARK: Writing

  /// Writes what the report has and the table has not.
  package func keep(_ report: SweepReport) throws(OutputError) {
    let new = (rows == 0 ? report.csvHead : "") + report.csv(from: rows)
    rows = report.sweep.rows.count
    text += new
    bytes += new.utf8.count
    checksum.add(new.utf8)
    let list = FileList([.init(name: SweepReport.csv, bytes: bytes, checksum: checksum.text)])
    let manifest = list.manifest(report.manifest)
    sweep = sweep ?? EarlierSweep(manifest: manifest)
    if let begun {
      let code = writeAll(new, to: begun.table)
      guard code == 0 else { throw OutputError(cannot: "write", begun.folder, code) }
      try begun.temporary.put(
        manifest, at: begun.folder + "/" + Program.manifest, isReplacing: true)
    } else {
      try begin(manifest)
    }
    points = rows
  }

  private func begin(_ manifest: String) throws(OutputError) {
    let made = try makeFolders(base.folder)
    defer { if begun == nil { for folder in made.reversed() { rmdir(folder) } } }
    kept += TemporaryFolder.removeAbandoned(beside: base)
    let temporary = try TemporaryFolder(for: base, like: target)
    do throws(OutputError) {
      try temporary.write(OutputFile(SweepReport.csv, text))
      try temporary.write(OutputFile(Program.manifest, manifest))
      let path = temporary.path + "/" + SweepReport.csv
      let table = open(path, O_WRONLY | O_APPEND | O_CLOEXEC)
      guard table >= 0 else { throw OutputError(cannot: "write", base) }
      _ = flock(table, LOCK_EX | LOCK_NB)
      begun = (try moveBeside(temporary.path, base), table, temporary)
    } catch {
      temporary.remove()
      throw error
    }
  }

  // MARK: The end

  package struct End {
    /// Where points are, if the sweep has not come to its end.
    package var folder: String?
    /// How many of its own there are, and whether the folder has more.
    package var points = 0
    package var hasMore = false
    /// Folders that could not be removed, as something else lies in them.
    package var left: [String] = []
    /// Folders of sweeps with the same first points and others after them.
    package var others: [String] = []
    /// Where things are that no run has written and that were in the way.
    package var kept: [String] = []

    /// For the user, one line each.
    package var notes: [String] {
      left.map { "the points of \($0) are in the sweep now; it stays for what else lies in it" }
        + others.map {
          "the points of \($0) are in the sweep now; it stays, as it is of a sweep that goes on with "
            + "other points"
        } + kept.map { Written.note(keptIn: $0) }
    }
  }

  /// Ends the writing, and removes each folder of this sweep whose points are all in another one, or in
  /// the whole: what is nowhere else stays.
  ///
  /// - Parameter whole: The sweep, if it has come to its end and is in its folder.
  package func end(whole: SweepReport? = nil) -> End {
    if let whole { sweep = EarlierSweep(manifest: whole.manifest) }
    let own = begun?.folder
    if let begun {
      close(begun.table)
      kept += [begun.temporary.remove()].compactMap(\.self)
    }
    begun = nil
    guard whole != nil || own != nil else { return End(kept: kept) }
    var (keeper, best) = (whole == nil ? own : nil, Array((whole?.csv ?? text).utf8))
    let folders = Self.folders(base)
    for folder in folders where whole == nil && folder != own {
      withTable(of: folder) { table, _, isSame in
        if isSame, table.count > best.count, table.starts(with: best) {
          (keeper, best) = (folder, table)
        }
      }
    }
    var (left, others): ([String], [String]) = ([], [])
    for folder in folders where folder != keeper {
      withTable(of: folder) { table, list, isSame in
        guard best.starts(with: table) else { return }
        guard isSame else {
          if whole != nil { others.append(folder) }
          return
        }
        // Behind what the manifest knows there may be a point, or half of one.
        unlink(folder + "/" + SweepReport.csv)
        list.remove(from: folder)
        if access(folder, F_OK) == 0 { left.append(folder) }
      }
    }
    let isOwn = keeper != nil && keeper == own
    // Fails where there is another one.
    if let folder = keeper, isOwn, rename(folder, base) == 0 { keeper = base }
    return End(
      folder: keeper, points: points, hasMore: !isOwn, left: left, others: others, kept: kept)
  }

  /// Does something with a table that nobody is writing, of numbers as this sweep has them; the last
  /// says whether it is of the same sweep.
  private func withTable(of folder: String, _ body: ([UInt8], FileList, Bool) -> Void) {
    guard let sweep, let manifest = Program.manifest(in: folder),
      let earlier = EarlierSweep(manifest: manifest), earlier.hasNumbers(of: sweep),
      let list = FileList(ofManifest: manifest)
    else { return }
    let path = folder + "/" + SweepReport.csv
    let file = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard file >= 0 else { return }
    defer { close(file) }
    guard flock(file, LOCK_EX | LOCK_NB) == 0,
      let table = try? Data(contentsOf: URL(filePath: path))
    else { return }
    body(Array(table), list, earlier == sweep)
  }
}
