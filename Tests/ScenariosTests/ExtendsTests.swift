import Foundation
import Simulation
import TestSupport
import Testing

@testable import Scenarios

/// Protects `extends`: what a file says is laid over the file that it extends, key by key.
@Suite struct ExtendsTests {
  private let scratch: ScratchFolder
  private var folder: URL { scratch.url }

  init() throws {
    scratch = try ScratchFolder()
    try write(
      "base.yaml",
      """
      ballpark: 1
      title: Base
      start: 2026-06-24
      horizon: 1 year
      currency: USD
      fx: {EUR: 1.1, CNY: 0.14}
      companies:
        acme:
          shares: {value: 10M, source: register, options: [{count: 1M, strike: 2 EUR}]}
          arr: {value: 5M CNY, source: filing, asOf: 2026-03-31, rollForward: none}
          sharePrice: {value: 3, source: exchange}
          growth: {initial: 40%, longRun: 5%, halfLife: 1 year}
          listPrice: {headroom: 3 times}
      """)
  }

  private func write(_ name: String, _ text: String) throws {
    try folder.write(text, to: name)
  }

  private func read(_ name: String, settings: [Setting] = []) throws -> Scenario {
    try Scenario(contentsOf: folder.appendingPathComponent(name).path, settings: settings)
  }

  private func texts(_ scenario: Scenario) -> [String: String] {
    var texts: [String: String] = [:]
    for stated in scenario.description.assumptions where stated.isStated {
      texts[stated.key] = stated.text + (stated.source.map { ", \($0)" } ?? "")
    }
    return texts
  }

  /// Title, words and questions of another file are marked as its; of several files none speaks for all.
  @Test func descriptionsAreInherited() throws {
    let asked = "questions: [acme.sharePrice > 5]"
    try write("told.yaml", "extends: base.yaml\ndescription: Words of told.\n\(asked)")
    try write("other.yaml", "extends: base.yaml\ndescription: Words of other.")
    try write("one.yaml", "extends: told.yaml\ntitle: One")
    try write(
      "own.yaml", "extends: told.yaml\ndescription: Own words.\n\(asked.replacing("5", with: "6"))")
    try write("both.yaml", "extends: [told.yaml, other.yaml]\ntitle: Both")
    let one = try read("one.yaml").description
    #expect(one.text == "Words of told.")
    #expect(one.inherited == .init(text: "told.yaml", questions: "told.yaml"))
    let own = try read("own.yaml").description
    #expect(own.title == "Base" && own.inherited == .init(title: "base.yaml"))
    #expect(own.text == "Own words.")
    let both = try read("both.yaml").description
    let silent = ["told.yaml", "other.yaml"]
    #expect(both.text.isEmpty && both.inherited == .init(questions: "told.yaml", silent: silent))
    // Nor does it for whoever extends them.
    try write("top.yaml", "extends: both.yaml\ntitle: Top")
    #expect(try read("top.yaml").description.inherited.silent == silent)
    try write("top.yaml", "extends: both.yaml\ndescription: Of all.")
    #expect(try read("top.yaml").description.text == "Of all.")
    #expect(try read("top.yaml").description.inherited.silent.isEmpty)
    let set = try read("one.yaml", settings: [Setting(key: "description", value: "Set.")])
    #expect(set.description.text == "Set." && set.description.inherited.text == nil)
    let named = try read("own.yaml", settings: [Setting(key: "title", value: "Set")])
    #expect(named.title == "Set" && named.description.inherited.title == nil)
  }

  /// A number replaces a number with its evidence, and keeps the other keys beside it; a block changes key by key; `~` takes a key out.
  @Test func keysAreLaidOver() throws {
    try write(
      "bull.yaml",
      """
      extends: base.yaml
      title: Bull
      fx: {EUR: 1.2}
      companies:
        acme:
          shares: {value: 12M}
          arr: 6M CNY
          growth: {initial: 60% to 90%}
          listPrice: ~
        baker: {shares: 1M, arr: 1M, sharePrice: 4}
      """)
    let scenario = try read("bull.yaml")
    #expect(scenario.title == "Bull")
    #expect(scenario.definition.companies.map(\.name) == ["acme", "baker"])
    let texts = texts(scenario)
    #expect(texts["fx.EUR"] == "1.2")
    #expect(texts["fx.CNY"] == "0.14")
    #expect(texts["acme.shares.issued"] == "12M")
    #expect(texts["acme.shares.options.0.strike"] == "2 EUR")
    #expect(texts["acme.arr"] == "6M CNY")
    #expect(texts["acme.arr.rollForward"] == "none")
    #expect(texts["acme.sharePrice"] == "3 USD, exchange")
    #expect(texts["acme.growth.initial"] == "60% to 90%")
    #expect(texts["acme.growth.halfLife"] == "1 year")
    #expect(texts["acme.listPrice.headroom"] == nil)
    _ = try scenario.compile()
  }

  /// Protects a number from going where a file on top says only where it is from, or what it was.
  @Test func evidenceLeavesTheNumber() throws {
    try write("source.yaml", "extends: base.yaml\ncompanies: {acme: {sharePrice: {source: HKEX}}}")
    #expect(try texts(read("source.yaml"))["acme.sharePrice"] == "3 USD, HKEX")
    try write(
      "history.yaml",
      "extends: source.yaml\ncompanies: {acme: {sharePrice: {history: {2026-05-24: 2.5}}}}")
    let scenario = try read("history.yaml")
    #expect(texts(scenario)["acme.sharePrice"] == "3 USD, HKEX")
    #expect(scenario.stated(at: "acme.sharePrice.history.2026-05-24") == "2.5")
    // The control: a number takes both along.
    try write("number.yaml", "extends: history.yaml\ncompanies: {acme: {sharePrice: {value: 4}}}")
    #expect(try texts(read("number.yaml"))["acme.sharePrice"] == "4 USD")
    #expect(try read("number.yaml").stated(at: "acme.sharePrice.history.2026-05-24") == nil)
  }

  /// A company may be called as a distribution is.
  @Test func companyNamedLikeAFamily() throws {
    try write("gamma.yaml", Sample.least.replacingOccurrences(of: "acme", with: "gamma"))
    try write("over.yaml", "extends: gamma.yaml\ncompanies: {gamma: {arr: 7M, debt: ~}}\n")
    #expect(texts(try read("over.yaml"))["gamma.arr"] == "7M USD")
    let set = try #require(Setting("gamma.cash=2M"))
    #expect(texts(try read("over.yaml", settings: [set]))["gamma.cash"] == "2M USD")
    #expect(texts(try read("gamma.yaml", settings: [set]))["gamma.arr"] == "5M USD")
  }

  /// A key that is misspelt is reported, also where it is to be taken out.
  @Test func misspeltKeysAreNotSwallowed() throws {
    for line in ["corelations: ~", "companies: {acme: {growth: {initail: ~}}}"] {
      try write("over.yaml", "extends: base.yaml\n\(line)\n")
      #expect(firstError("over.yaml").contains("did you mean"), "\(line)")
    }
    try write(
      "over.yaml", "extends: base.yaml\nseed: ~\ncompanies: {acme: {cash: ~, currency: ~}}\n")
    #expect(firstError("over.yaml") == "")
  }

  /// What may stand in a file that cannot be read is not missing on top.
  @Test func noCascades() throws {
    for base in ["none.yaml", "broken.yaml", "[list.yaml]"] {
      try write("broken.yaml", "a: [\n")
      try write("over.yaml", "extends: \(base)\ncompanies: {acme: {growth: {volatility: {}}}}\n")
      let error = #expect(throws: Diagnostics.self) { try read("over.yaml") }
      #expect(error?.all.count == 1, "\(error?.description ?? "")")
    }
  }

  /// Paths are relative to the file that states them; what extends is changed by settings last.
  @Test func chains() throws {
    try write("cases/bull.yaml", "extends: ../base.yaml\ntitle: Bull\n")
    try write("cases/more/wild.yaml", "extends: ../bull.yaml\nhorizon: 2 years\n")
    let set = try #require(Setting("horizon=3 years"))
    #expect(try read("cases/more/wild.yaml").title == "Bull")
    #expect(try read("cases/more/wild.yaml").definition.grid.steps == 24)
    #expect(try read("cases/more/wild.yaml", settings: [set]).definition.grid.steps == 36)
  }

  /// From left to right, the file itself on top. Each is read once, whatever leads to it.
  @Test func lists() throws {
    try write("seven.yaml", "seed: 7\ncompanies: {acme: {arr: 7M, cash: 1M}}\n")
    try write("eight.yaml", "companies: {acme: {arr: 8M}}\n")
    try write("over.yaml", "extends: [base.yaml, seven.yaml, eight.yaml]\ntitle: Three\n")
    let scenario = try read("over.yaml")
    let texts = texts(scenario)
    #expect(scenario.title == "Three" && scenario.seed == 7)
    #expect(texts["acme.arr"] == "8M USD" && texts["acme.cash"] == "1M USD")
    #expect(texts["acme.growth.initial"] == "40%")
    #expect(scenario.warnings().map(\.message).allSatisfy { $0.contains("acme.arr (8M, not 7M)") })
    try write("over.yaml", "extends: [base.yaml, eight.yaml, seven.yaml]\n")
    #expect(self.texts(try read("over.yaml"))["acme.arr"] == "7M USD")
    try write("over.yaml", "extends: [base.yaml]\ntitle: Base\n")
    var alone = self.texts(try read("over.yaml"))
    #expect(alone.removeValue(forKey: "extends") == "base.yaml")
    #expect(try alone == self.texts(read("base.yaml")))
  }

  /// Two cases of one base: neither takes back what the other changes of it.
  @Test func diamonds() throws {
    try write("fast.yaml", "extends: base.yaml\ncompanies: {acme: {growth: {initial: 90%}}}\n")
    try write("rich.yaml", "extends: base.yaml\ncompanies: {acme: {cash: 9M}}\n")
    try write("both.yaml", "extends: [fast.yaml, rich.yaml]\n")
    let texts = texts(try read("both.yaml"))
    #expect(texts["acme.growth.initial"] == "90%" && texts["acme.cash"] == "9M USD")
    #expect(texts["acme.growth.halfLife"] == "1 year")
    try write("ring.yaml", "extends: [fast.yaml, ring.yaml]\n")
    #expect(firstError("ring.yaml").hasSuffix("it leads back to this file"))
    try write("twice.yaml", "extends: [base.yaml, base.yaml]\n")
    #expect(firstError("twice.yaml") == "'base.yaml' is in the list already")
  }

  /// A list goes as a whole: told where one file does so to another that it does not know, and nothing above
  /// says otherwise.
  @Test func replacedLists() throws {
    func options(_ count: String) -> String {
      "companies: {acme: {shares: {options: [{count: \(count), strike: 2}]}}}\n"
    }
    try write("asked.yaml", "questions: [acme.arr > 6M]\nrecord: [arr]\n" + options("3M"))
    try write("other.yaml", "questions: [acme.arr > 7M]\nrecord: [arr]\n" + options("4M"))
    try write("over.yaml", "extends: [base.yaml, asked.yaml, other.yaml]\n")
    let said = try read("over.yaml").warnings().map(\.message)
    let words =
      "a list goes as a whole, and other.yaml has its own in place of those of asked.yaml: "
      + "'questions' and 'acme.shares.options'; state a list in this file to have both"
    #expect(said == [words], "\(said)")
    // The file on top decides, and one that extends another knows what it replaces.
    try write(
      "over.yaml",
      "extends: [base.yaml, asked.yaml, other.yaml]\nquestions: [acme.arr > 8M]\n" + options("5M"))
    #expect(try read("over.yaml").warnings().isEmpty)
    try write("other.yaml", "extends: [base.yaml, asked.yaml]\nquestions: [acme.arr > 7M]\n")
    try write("asked.yaml", "questions: [acme.arr > 6M]\n")
    try write("over.yaml", "extends: [asked.yaml, other.yaml]\n")
    #expect(try read("over.yaml").warnings().isEmpty)
  }

  /// A number that two files state otherwise is told once, with both: neither of them knows of the other.
  @Test func replacedNumbers() throws {
    try write(
      "fast.yaml", "extends: base.yaml\nhorizon: 2 years\nseed: 7\ncompanies: {acme: {cash: 1M}}\n")
    try write(
      "slow.yaml",
      """
      title: Slow
      horizon: 3 years
      seed: 7
      companies:
        acme:
          cash: {value: 2M, source: filing}
          arr: {value: 5M CNY, source: another filing}
          growth: {initial: {lognormal: {p10: 20%, p90: 200%}}}
      """)
    try write("over.yaml", "extends: [fast.yaml, slow.yaml]\n")
    #expect(
      try read("over.yaml").warnings().map(\.message) == [
        "slow.yaml states otherwise what fast.yaml states, and the later of the two stands: horizon (3 years, not "
          + "2 years), acme.cash (2M, not 1M); slow.yaml states otherwise what base.yaml states, and the later "
          + "of the two stands: acme.growth.initial (lognormal(p10: 20%, p90: 200%), not 40%); what this file states "
          + "goes before both"
      ])
    // The file on top decides, and the same number is no other.
    try write(
      "over.yaml",
      """
      extends: [fast.yaml, slow.yaml]
      horizon: 1 year
      companies: {acme: {cash: 3M, growth: {initial: 50%}}}
      """)
    #expect(try read("over.yaml").warnings().isEmpty)
  }

  /// What another file asks and cannot be asked here is left out, and told once; what the file itself asks is an
  /// error.
  @Test func whatCannotBeAskedHere() throws {
    let asked = """
      horizon: 3 years
      questions:
        - acme.sharePrice > 5 USD at 2029-06-01
        - acme.sharePrice > 5 USD
        - {outcome: baker.maxDrawdown, above: 50%}
      observations: [{series: acme.sharePrice, date: 2029-05-24, value: 4 USD}]
      groups: {late: acme.sharePrice < 1 USD until 2029-06-01, low: acme.sharePrice < 1 USD}
      sweeps: {later: {vary: {acme.growth.initial: '10%:20%:2'}, metrics: [acme.arr.p50@2029-06-01]}}
      companies: {baker: {shares: 1M, arr: 1M, sharePrice: 4}}
      """
    try write("long.yaml", "extends: base.yaml\n" + asked)
    #expect(try read("long.yaml").warnings().count { $0.message.contains("left out") } == 0)
    try write("short.yaml", "extends: long.yaml\nhorizon: 1 year\ncompanies: {baker: ~}\n")
    let scenario = try read("short.yaml")
    #expect(scenario.definition.questions.map(\.text) == ["acme.sharePrice > 5 USD at 2027-06-24"])
    #expect(scenario.definition.groups.map(\.name) == ["low"])
    #expect(scenario.definition.observations.isEmpty && scenario.sweeps.isEmpty)
    #expect(scenario.description.questions.count == 2)
    let said = scenario.warnings().filter { $0.message.contains("left out") }
    let one = try #require(said.first)
    #expect(said.count == 1 && one.place.hasSuffix("short.yaml:1:1"), "\(said)")
    #expect(
      one.message.hasPrefix(
        "what long.yaml asks is left out where it cannot be asked here: 'acme.sharePrice > 5 USD at 2029-06-01'"
      ))
    for text in ["'late'", "'later'", "'outcome: baker.maxDrawdown, above: 50%' ("] {
      #expect(one.message.contains(text), "\(one.message)")
    }
    let reason =
      "('2029-06-01' is out of bounds; a date from 2026-06-24 to 2027-06-24 was expected)"
    #expect(one.message.ranges(of: reason).count == 1, "\(one.message)")
    // The control: the same in the file itself, or set.
    try write(
      "own.yaml", "extends: base.yaml\nquestions: [acme.sharePrice > 5 USD at 2029-06-01]\n")
    #expect(firstError("own.yaml").contains("'2029-06-01' is out of bounds"))
    #expect(throws: Diagnostics.self) {
      try read(
        "short.yaml",
        settings: [Setting(key: "questions", value: "[acme.sharePrice > 5 USD at 2029-06-01]")])
    }
  }

  /// What has a name is laid over by its name.
  @Test func namesAreLaidOver() throws {
    try write(
      "war.yaml",
      """
      extends: base.yaml
      regimes: {prices: {start: truce, transitions: {truce: {war: 1/year}, war: {truce: 2/year}}}}
      events:
        rise: {at: 2026-12-24, then: {change: {acme.listPrice: 20%}}}
        agent: {until: 2027-03-24, probability: 40%, then: {change: {acme.usage: 30%}}}
      companies:
        acme:
          listPrice: {elasticity: -0.5}
          costs: {grossMargin: 60%}
          cash: 5M
          financing: {raises: {seed: {date: 2026-12-24, amount: 2M}, second: {date: 2027-03-24, amount: 4M}}}
      """)
    try write(
      "over.yaml",
      """
      extends: war.yaml
      regimes: {prices: {transitions: {war: {truce: 3/year}}}}
      events: {rise: ~, agent: {probability: 30%, then: {change: {acme.usage: 60%}}}}
      companies:
        acme: {financing: {raises: {seed: ~, second: {amount: 6M}, third: {date: 2027-03-24, amount: 1M}}}}
      """)
    let scenario = try read("over.yaml")
    let texts = texts(scenario)
    #expect(scenario.definition.events.map(\.name) == ["agent"])
    #expect(texts["agent.probability"] == "30%" && texts["agent.until"] == "2027-03-24")
    #expect(texts["agent.then.change.acme.usage"] == "60%")
    #expect(texts["prices.war.truce"] == "3/year" && texts["prices.truce.war"] == "1/year")
    #expect(
      scenario.definition.companies[0].assumptions.items["financing.raises"] == ["second", "third"])
    #expect(texts["acme.financing.raises.second.amount"] == "6M USD")
    #expect(texts["acme.financing.raises.second.date"] == "2027-03-24")
  }

  /// The hash tells whether any of the files has changed.
  @Test func hash() throws {
    try write("bull.yaml", "extends: base.yaml\ntitle: Bull\n")
    let first = try read("bull.yaml").hash
    #expect(try read("bull.yaml").hash == first)
    #expect(try read("base.yaml").hash != first)
    try write("base.yaml", "# another\n" + Sample.least)
    #expect(try read("bull.yaml").hash != first)
  }

  private func firstError(_ name: String) -> String {
    do {
      _ = try read(name)
      return ""
    } catch {
      return (error as? Diagnostics)?.all.first { $0.severity == .error }?.message ?? "\(error)"
    }
  }

  @Test func chainsWithoutEnd() throws {
    try write("a.yaml", "extends: b.yaml\n")
    try write("b.yaml", "extends: ./a.yaml\n")
    #expect(firstError("a.yaml").hasSuffix("it leads back to this file"))
    for level in 0..<12 { try write("n\(level).yaml", "extends: n\(level + 1).yaml\n") }
    #expect(firstError("n0.yaml").hasSuffix("at most 8 files in a row were expected"))
  }

  @Test func whatCannotBeExtended() throws {
    try write("list.yaml", "- 1\n")
    try write("new.yaml", "ballpark: 2\n")
    try write("large.yaml", String(repeating: "#", count: 1 << 20 + 1))
    // Nobody writes to it: who opened it would wait.
    mkfifo(folder.path + "/pipe", 0o600)
    let long = String(repeating: "x", count: 300)
    for (name, reason) in [
      ("list.yaml", "it is not a map of keys"), ("none.yaml", "no such file"),
      ("large.yaml", "it is larger than 1 MiB"), ("new.yaml", "version of the scenario format"),
      (".", "cannot be read: Is a directory"), (long, "no such file"),
      ("pipe", "cannot be read: it is a pipe or a device, not a file"),
      ("/dev/zero", "cannot be read: it is a pipe or a device, not a file"),
    ] {
      try write("over.yaml", "extends: \(name)\n")
      #expect(firstError("over.yaml").contains(reason), "\(name)")
    }
    let text = #expect(throws: Diagnostics.self) {
      try Scenario(text: "extends: base.yaml\n" + Sample.least)
    }
    #expect(text?.description.contains("a text has no folder") ?? false)
  }
}
