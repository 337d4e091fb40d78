import Foundation
import Statistics
import TestSupport
import Testing

@testable import Reports
@testable import Text

/// Protects what is told of events and regimes.
@Suite struct HappeningTests {
  @Test(arguments: [80, 40]) func brief(_ columns: Int) throws {
    try expectGolden(
      Happenings().report().text(on: Terminal(columns: columns)), "happening-\(columns).txt")
  }

  @Test func everything() throws {
    try expectGolden(Happenings().report().table, "happening.txt")
  }

  /// A file without events has none of it.
  @Test func nothingHappens() {
    let (with, without) = (Happenings().report(), Market().report())
    for words in ["\"events\": [", "\"regimes\": ["] {
      #expect(with.json.contains(words) && !without.json.contains(words))
    }
    #expect(with.csv.contains("\n,agent,") && !without.csv.contains("\n,"))
    #expect(!without.table.contains("what happens"))
    #expect(!without.page([]).contains("id=\"happening\""))
  }

  private struct Kept: Decodable {
    struct Named: Decodable { let name: String }
    struct Event: Decodable {
      struct Share: Decodable { let hits, count: Int }
      struct By: Decodable {
        let by: String
        let years: Double
        let probability: Share
      }
      struct ByDate: Decodable { let dates: [String] }
      struct Time: Decodable { let percentiles: [String: Double?], dates: [String: String?] }
      struct Given: Decodable {
        struct Side: Decodable {
          let paths: Int
          let mean: Double?
        }
        let quantity: String
        let date: String?
        let happened, others: Side
      }
      let name: String
      let probability: Share
      let deadline: String?
      let byDeadline: Share?
      let by: [By]
      let byDate: ByDate
      let time: Time
      let cases: [Named]
      let given: [Given]
    }
    struct Answer: Decodable {
      let name: String
      let quantity, unit, `is`, date: String?
      let time: String
    }
    let events: [Event]
    let answers: [Answer]
  }

  @Test func json() throws {
    let report = Happenings().report()
    let kept = try JSONDecoder().decode(Kept.self, from: Data(report.json.utf8))
    let (agent, release) = (kept.events[0], kept.events[1])
    #expect(agent.name == "agent" && agent.deadline == "2026-12-07")
    #expect(agent.byDeadline?.hits == agent.probability.hits && agent.probability.count == 400)
    #expect(agent.by.map(\.by) == ["2026-12-07", "2027-06-23", "2028-06-21"])
    #expect(agent.byDate.dates == Market.dates)
    #expect(release.deadline == nil && release.byDeadline == nil)
    #expect(release.cases.map(\.name) == ["release.breakthrough", "release.flop"])
    // What has not happened by the horizon has no time.
    #expect(agent.time.percentiles["95"] == .some(nil) && agent.time.dates["95"] == .some(nil))
    let (years, day) = (agent.time.percentiles["5"] ?? nil, agent.time.dates["5"] ?? nil)
    #expect(day == report.day(afterYears: try #require(years)))
    // The two samples are all paths.
    for event in kept.events {
      for given in event.given { #expect(given.happened.paths + given.others.paths == 400) }
      #expect(event.given.map(\.date) == [nil, nil, "2028-06-21"])
    }
    let last = try #require(kept.answers.last)
    #expect(last.time == "path" && last.name.hasPrefix("agent by 2026-12-07 and"))
    #expect([last.quantity, last.unit, last.is, last.date] == [nil, nil, nil, nil])
    #expect(report.json.contains("\"is\": null,\n      \"level\": null,"))
  }

  @Test func table() throws {
    let lines = Happenings().report().csv.split(separator: "\n").map(String.init)
    let table = try CSVTable(lines.joined(separator: "\n") + "\n")
    #expect(table.rows.allSatisfy { $0.count == 12 })
    func count(_ part: String) -> Int { lines.count { $0.contains(part) } }
    #expect(count(",agent,probability,2026-12-07,by deadline,,") == 1)
    #expect(lines.count { $0.hasPrefix(",release.flop,probability,") } == 105)
    #expect(lines.count { $0.hasPrefix(",prices.war,probability,") && $0.contains(",in,") } == 105)
    #expect(count(",sharePrice,USD,2028-06-21,mean given agent,") == 1)
    #expect(count(",sharePrice,USD,2028-06-21,mean given not agent,") == 1)
    #expect(count(",prices.war,share,,mean,") == 1)
    #expect(
      lines.contains {
        $0.hasPrefix(",agent by 2026-12-07 and acme.maxDrawdown > 80%,probability,,asked,,0.2275,")
      })
  }

  /// A regime of six states is told as a whole, beside another and alone.
  @Test func manyStates() throws {
    let plain = Happenings().report().summary.regimes[0]
    let six = RegimeSummary(
      name: "exchange",
      states: (1...6).map { place in
        let state = plain.states[place % 2]
        return RegimeSummary.State(
          name: "state\(place)", share: state.share, byDate: state.byDate, entered: state.entered)
      })
    let alone = Happenings().report(regimes: [six]).text(on: Terminal(columns: 80))
    #expect(alone.contains("\n  exchange = state6 "))
    let text = Happenings().report(regimes: [plain, six]).text(on: Terminal(columns: 80))
    let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(
      words.contains("prices: truce 73 % ± 1 %, war 27 % ± 1 % exchange: state1 27 % ± 1 %, "))
    #expect((1...6).allSatisfy { words.contains("state\($0) ") })
    #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count <= 41)
    #expect(!text.contains("regime;"))
  }

  /// What happens on stated dates is told by them, what happens on all paths or on none in one sentence.
  @Test func certainAndDated() throws {
    func text(_ hits: Int, dates: [String]) -> String {
      Happenings().report(release: Proportion(hits: hits, of: 400), dates: dates).table
    }
    #expect(text(400, dates: []).contains("release happens on all of the 400 paths: there is"))
    #expect(
      text(0, dates: []).contains(
        "release happens on none of the 400 paths (0.0 % to 1.0 %): there"))
    #expect(!text(300, dates: []).contains("there is nothing to compare"))
    func brief(_ dates: [String]) -> String {
      Happenings().report(release: Proportion(hits: 300, of: 400), dates: dates)
        .text(on: Terminal(columns: 80))
        .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
    #expect(brief(["2026-10-01"]).contains(" release on 2026-10-01, 1.28 ± 0.04 times "))
    #expect(brief(["2026-10-01", "2027-10-01"]).contains(" release on 2026-10-01 or 2027-10-01, "))
    #expect(
      brief(["2026-10-01", "2027-01-01", "2027-10-01"])
        .contains(" release on 3 dates from 2026-10-01 to 2027-10-01, "))
    #expect(text(300, dates: ["2026-10-01"]).contains("\n  on 2026-10-01 "))
  }

  /// The words of the author, else the name.
  @Test func questionsOfSeveralThings() {
    let report = Happenings().report()
    let answer = Answer(
      name: "a.maxDrawdown > 80% and b", nil, probability: Proportion(hits: 20, of: 100))
    #expect(report.question(answer) == "a.maxDrawdown > 80 % and b")
    #expect(
      report.sentence(answer)
        == "a.maxDrawdown > 80 % and b holds on 20 % of the paths (13 % to 29 %).")
    let plain = report.description
    let stated = Report(
      ScenarioDescription(
        title: "", text: "", start: plain.start, step: "week", steps: 104, horizon: 2,
        currency: "USD", assumptions: [],
        questions: [.init(name: answer.name, words: "a fall of 80% and b\u{7}", level: "")]),
      report.summary, report.record)
    #expect(stated.question(answer) == "a fall of 80 % and b?")
  }

  @Test func page() throws {
    let html = Happenings().report().page([])
    for words in [
      "<section id=\"happening\">", "<h2>What happens</h2>",
      "agent by <span class=\"date\">2026-12-07",
      "prices = war</th>", "Where it ends: given that it happens, and not",
      "<summary><h2>When and what then</h2>", "by 2026-12-07, the deadline",
      "release happens on 83", "time in prices = truce",
    ] { #expect(html.contains(words), "\(words)") }
    // What names hold is text.
    let evil = Happenings(names: (PictureTests.evil, "r<b>", "p&q"))
    let page = evil.report(Market(title: PictureTests.evil)).page([])
    #expect(!page.contains("<script") && !page.contains("<img") && !page.contains("r<b>"))
  }

  @Test(.enabled(if: PictureTests.gnuplot != nil, "NO PICTURES ARE DRAWN: GNUPLOT IS NOT THERE"))
  func pictures() throws {
    let evil = (PictureTests.evil, "it's", "`touch pwned`")
    for happenings in [Happenings(), Happenings(names: evil)] {
      let report = happenings.report()
      #expect(report.happeningCharts.count == 2)
      try inFolder { folder in
        let out = folder.appending(path: "out")
        let written = try report.write(to: out.path())
        #expect(written.notes.isEmpty, "\(written.notes)")
        let charts = try out.appending(path: "charts").names.filter {
          $0.hasSuffix(".svg") && !$0.hasPrefix("acme.")
        }
        #expect(charts.count == 2 && charts.first == "events.svg", "\(charts)")
        for name in charts {
          #expect(SVGTexts(try Data(contentsOf: out.appending(path: "charts/\(name)"))).isValid)
        }
        let page = try folder.text("out/report.html")
        #expect(page.contains("<figcaption>What has happened by when"))
        #expect(page.ranges(of: "<figcaption>States of ").count == 1)
      }
    }
  }
}

/// Protects the days on which things happen, and how one path tells of them.
@Suite struct HappeningDayTests {
  private let grid = GridDates(dates: ["2026-11-30", "2026-12-31", "2027-01-31"])

  @Test func days() {
    for (steps, day) in [
      (0.0, "2026-11-30"), (1, "2026-12-31"), (2, "2027-01-31"), (0.5, "2026-12-15"),
      (1 - 1e-12, "2026-12-31"), (10.0 / 31, "2026-12-10"), (1.999, "2027-01-30"),
    ] { #expect(grid.day(afterSteps: steps) == day, "\(steps)") }
    #expect(grid.day(afterSteps: 2.1) == nil && grid.day(afterSteps: .infinity) == nil)
    #expect(grid.day(afterSteps: -1) == nil && grid.day(afterSteps: .nan) == nil)
    #expect(GridDates(dates: []).day(afterSteps: 0) == nil)
  }

  /// Half of those on which it happens, whatever their number.
  @Test func halfTime() throws {
    func shares(_ hits: [Int]) -> [Proportion] { hits.map { Proportion(hits: $0, of: 10_000) } }
    let half = try #require(HalfTime(shares([0, 4000, 4000]), on: grid))
    #expect(half.words == "half by 2026-12-31")
    let rare = try #require(HalfTime(shares([0, 0, 10]), on: grid))
    #expect(rare.words == "half by 2027-01-31")
    let spread = try #require(HalfTime(shares([0, 20, 39]), on: grid))
    #expect(spread.words == "half by 2026-12-31 ± 16 days")
    #expect(HalfTime(shares([0, 0, 0]), on: grid) == nil)
    // Of three the order statistics say nothing.
    #expect(HalfTime(shares([0, 1, 3]), on: grid)?.words == "half by 2027-01-31")
  }

  private func traced() -> Trajectories {
    Trajectories(
      paths: [7], dates: grid.dates,
      tracks: Catalog([
        .init(name: "a.arr", unit: "USD", kind: .series, paths: 1, values: [1, 2, .nan]),
        .init(
          name: "prices", unit: "", kind: .state, states: ["truce", "war"], paths: 1,
          values: [0, 1, 1]),
      ]),
      constants: Catalog([
        .init(name: "agent.time", unit: "date", kind: .event, values: [0.5]),
        .init(name: "release.time", unit: "date", kind: .event, values: [.infinity]),
        .init(name: "release.count", unit: "count", kind: .event, values: [0]),
      ]),
      occurrences: [
        [
          .init(
            name: "agent", kind: .event, time: 0.5, choice: "hit",
            sizes: [.init(name: "agent.then.hit.change.a.usage", unit: "share", value: 0.5)]),
          .init(name: "prices.war", kind: .state, time: 1),
          .init(
            name: "agent.otherwise", kind: .event, time: 1.25,
            sizes: [.init(name: "agent.otherwise.add.a.cash", unit: "USD", value: -2e6)]),
        ]
      ], failures: [.init(cause: "a.usage was drawn outside its domain", step: 2)])
  }

  @Test func audit() {
    let text = Report.auditCSV(traced())
    #expect(
      text == """
        path,date,kind,name,unit,value
        7,2026-11-30,state,prices,,truce
        7,2026-11-30,series,a.arr,USD,1
        7,2026-12-15,happened,agent,steps,0.5
        7,2026-12-15,case,agent,,hit
        7,2026-12-15,size,agent.then.hit.change.a.usage,share,0.5
        7,2026-12-31,entered,prices.war,steps,1
        7,2026-12-31,state,prices,,war
        7,2026-12-31,series,a.arr,USD,2
        7,2027-01-07,happened,agent.otherwise,steps,1.25
        7,2027-01-07,size,agent.otherwise.add.a.cash,USD,-2000000
        7,2027-01-31,state,prices,,war
        7,2027-01-31,series,a.arr,USD,nan
        7,2027-01-31,failure,cause,,a.usage was drawn outside its domain
        7,2026-12-15,event,agent.time,steps,0.5
        7,,event,release.time,steps,inf
        7,2027-01-31,event,release.count,count,0

        """, "\(text)")
  }

  @Test func story() {
    let text = Report.happened(on: traced())
    #expect(
      text == """
        path 7
          2026-12-15  agent, hit: change a.usage 50 %
          2026-12-31  prices becomes war
          2027-01-07  agent, otherwise: add a.cash -2M USD
          2027-01-31  failed: a.usage was drawn outside its domain

        """, "\(text)")
  }
}
