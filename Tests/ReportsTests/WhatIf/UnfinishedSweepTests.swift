import Foundation
import TestSupport
import Testing

@testable import Reports
@testable import Sensitivity

/// Protects the points of a sweep that has not come to its end: from its death, from other sweeps, and
/// from itself; and what a user puts beside them.
@Suite struct UnfinishedSweepTests {
  private func report(_ count: Int, keys: [SweptKey] = [WhatIf.elasticity, WhatIf.growth])
    -> SweepReport
  {
    WhatIf.sweep(keys, points: Array(WhatIf.grid.prefix(count)), planned: 6)
  }

  /// Keeps points one after the other, and does not end.
  private func begun(
    _ count: Int, from first: Int = 1, keys: [SweptKey] = [WhatIf.elasticity, WhatIf.growth],
    in folder: URL
  ) throws -> UnfinishedSweep {
    let sweep = try UnfinishedSweep(of: OutputFolder(folder.path() + "/s", for: .sweep))
    for count in first...count { try sweep.keep(report(count, keys: keys)) }
    return sweep
  }

  private static let other = [
    SweptKey(name: "zhipu.churn", stated: nil, unit: "share", numbers: [:]), WhatIf.growth,
  ]

  private func points(_ place: URL) throws -> Int {
    try SweepReport.finishedRows(
      in: place.path(), of: WhatIf.heading(), keys: [WhatIf.elasticity, WhatIf.growth],
      metrics: [WhatIf.price, WhatIf.deep], points: WhatIf.grid
    ).rows.count
  }

  /// Each point is there as soon as it is kept, as in the table of the whole sweep.
  @Test func pointsAreThereAtOnce() throws {
    try inFolder { folder in
      // Nothing is there before the first point.
      let out = folder.appending(path: "a/b")
      let place = out.appending(path: "s-unfinished")
      let sweep = try begun(1, in: out)
      for count in 1...6 {
        if count > 1 { try sweep.keep(report(count)) }
        #expect(try points(place) == count && place.text("sweep.csv") == report(count).csv)
        #expect(try place.names == ["manifest.json", "sweep.csv"])
      }
      let end = sweep.end(whole: report(6))
      #expect(end.folder == nil && end.left.isEmpty)
      #expect(try out.names.isEmpty)
    }
  }

  /// Points of another sweep stay through the begin, the interruption and the end of this one.
  @Test func otherSweepsStay() throws {
    try inFolder { folder in
      #expect(
        try begun(2, keys: Self.other, in: folder).end().folder?.hasSuffix("s-unfinished") == true)
      let before = try folder.appending(path: "s-unfinished").text("sweep.csv")
      let interrupted = try begun(3, in: folder).end()
      #expect(interrupted.folder?.hasSuffix("s-unfinished-2") == true && !interrupted.hasMore)
      #expect(try points(folder.appending(path: "s-unfinished-2")) == 3)
      #expect(try folder.names == ["s-unfinished", "s-unfinished-2"])
      #expect(try begun(6, in: folder).end(whole: report(6)).left.isEmpty)
      #expect(try folder.names == ["s-unfinished"])
      #expect(try folder.appending(path: "s-unfinished").text("sweep.csv") == before)
    }
  }

  /// The same numbers may be those of another plan, which goes on otherwise.
  @Test func otherPlansStay() throws {
    try inFolder { folder in
      _ = try begun(2, in: folder).end()
      let other = SweepReport(
        WhatIf.heading(), keys: [WhatIf.elasticity, WhatIf.growth],
        metrics: [WhatIf.price, WhatIf.deep], sweep: report(6).sweep, planned: 6, plan: "another")
      let place = folder.appending(path: "s-unfinished")
      let end = try UnfinishedSweep(of: OutputFolder(folder.path() + "/s", for: .sweep))
        .end(whole: other)
      #expect(try points(place) == 2)
      // Who looks for what has become of it is told.
      #expect(end.others == [place.path()] && end.left.isEmpty)
      #expect(end.notes.count == 1 && end.notes[0].contains("it stays, as it is of a sweep that"))
    }
  }

  /// Whoever may not see the sweep may not see its points.
  @Test func modesAreTheSweeps() throws {
    try inFolder { folder in
      try WhatIf.sweep().write(to: folder.path() + "/s", pictures: .no)
      chmod(folder.path() + "/s", 0o700)
      _ = try begun(1, in: folder).end()
      var status = stat()
      #expect(stat(folder.path() + "/s-unfinished", &status) == 0)
      #expect(status.st_mode & 0o777 == 0o700)
    }
  }

  /// Of one sweep, the most points stay, wherever they were found; of two that live, all.
  @Test func theMostPointsStay() throws {
    try inFolder { folder in
      let first = folder.appending(path: "s-unfinished")
      #expect(try begun(4, in: folder).end().hasMore == false)
      let fewer = try begun(2, in: folder).end()
      #expect(fewer.hasMore && fewer.folder == first.path())
      #expect(try points(first) == 4 && folder.names == ["s-unfinished"])
      // One that was resumed has written what it took over at once.
      let more = try begun(5, from: 5, in: folder).end()
      #expect(!more.hasMore && more.folder == first.path())
      #expect(try points(first) == 5 && folder.names == ["s-unfinished"])

      let living = try begun(6, in: folder)
      #expect(try begun(1, in: folder).end(whole: report(6)).left.isEmpty)
      #expect(try points(folder.appending(path: "s-unfinished-2")) == 6)
      _ = living.end(whole: report(6))
      #expect(try folder.names.isEmpty)
    }
  }

  /// What was killed in the middle of a point is taken over, and removed when the sweep is whole.
  @Test func halfAPoint() throws {
    try inFolder { folder in
      let place = folder.appending(path: "s-unfinished")
      _ = try begun(3, in: folder).end()
      let half = String(report(4).csv.dropLast(30))
      try place.write(half, to: "sweep.csv")
      #expect(try points(place) == 3)
      _ = try begun(6, from: 3, in: folder).end(whole: report(6))
      #expect(try folder.names.isEmpty)
    }
  }

  /// A user's file stays, and so does a table that a user has written into.
  @Test func filesOfUsersStay() throws {
    try inFolder { folder in
      let place = folder.appending(path: "s-unfinished")
      _ = try begun(3, in: folder).end()
      try place.write("mine", to: "notes.txt")
      let end = try begun(6, in: folder).end(whole: report(6))
      #expect(end.left == [place.path()])
      #expect(try place.names == ["notes.txt"] && folder.names == ["s-unfinished"])

      try FileManager.default.removeItem(at: place)
      _ = try begun(3, in: folder).end()
      let noted = try place.text("sweep.csv") + "# why so low?\n"
      try place.write(noted, to: "sweep.csv")
      #expect(try begun(6, in: folder).end(whole: report(6)).left.isEmpty)
      #expect(try place.text("sweep.csv") == noted)
    }
  }
}
