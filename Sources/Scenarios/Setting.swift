/// One `--set` of the command line: a place in the scenario and what to put there.
///
/// The place is a top-level key or a company, then keys with dots between them; an item of a list
/// is a number from 0. The value is what a file would hold there, distributions included:
/// `paths=1000`, `zhipu.growth.halfLife=12 months`, `zhipu.multiple.longRun={lognormal: {p10: 8,
/// p90: 30}}`. It replaces what the file says there, with its evidence.
public struct Setting: Sendable, Equatable {
  struct Word: Sendable, Equatable {
    let text: String
    /// From 1, in the setting's text.
    let column: Int
  }

  let text: String
  /// The option that stands for it, if it is not `--set`.
  let option: String?
  let path: [Word]
  package let value: String
  let valueColumn: Int

  /// One key and what to put there.
  ///
  /// - Parameter option: What diagnostics call it; the key itself where nil.
  public init(key: String, value: String, as option: String? = nil) {
    self.init(key: key[...], value: value, text: "\(key)=\(value)", option: option ?? key)
  }

  /// Where it is put: `zhipu.growth.halfLife`.
  public var key: String { path.map(\.text).joined(separator: ".") }

  /// Nil where there is no `=`.
  ///
  /// - Parameter option: What diagnostics call it, such as `--paths`; `--set` with its number where nil.
  public init?(_ text: String, as option: String? = nil) {
    guard let sign = text.firstIndex(of: "=") else { return nil }
    self.init(
      key: text[..<sign], value: String(text[text.index(after: sign)...]), text: text,
      option: option)
  }

  /// The label in front of the key, `bull` in `bull: acme.cash=3B`, and the setting without it; nil where no
  /// colon stands before the `=`.
  ///
  /// - Parameter option: What diagnostics call the setting.
  public func labelled(as option: String) -> (label: String, setting: Setting)? {
    guard let sign = text.firstIndex(of: "="), let colon = text[..<sign].firstIndex(of: ":") else {
      return nil
    }
    let rest = String(text[text.index(after: colon)...].drop { $0 == " " })
    return Setting(rest, as: option).map { (text[..<colon].trimmed, $0) }
  }

  /// What was meant as a label but has a `=`, so that it was read as the key: `g=40%` in
  /// `g=40%: acme.growth.initial=40%`; with the setting behind it. Nil where nothing looks so.
  public var unreadLabel: (label: String, rest: String)? {
    guard let parts = text.wholeMatch(of: /([^:{}\[\]]*=[^:{}\[\]]*): +([A-Za-z][\w.-]*=.*)/) else {
      return nil
    }
    return (String(parts.1), String(parts.2))
  }

  /// What somebody may have meant by a text without a `=`: `bull: acme.arr=5M` for `bull: acme.arr: 5M`, and
  /// `acme.arr=5M` for `acme.arr:5M`; nil where there is no colon either.
  package static func suggestion(for text: String) -> String? {
    if let parts = text.wholeMatch(of: /([^:{]*: *)([A-Za-z][\w.-]*) *: *(.+)/) {
      return "\(parts.1)\(parts.2)=\(parts.3)"
    }
    guard let parts = text.wholeMatch(of: /([A-Za-z][\w.-]*) *: *(.+)/) else { return nil }
    return "\(parts.1)=\(parts.2)"
  }

  /// The same by another name in diagnostics, if it has none yet.
  public func named(_ option: String) -> Setting {
    self.option == nil ? Setting(text, as: option) ?? self : self
  }

  private init(key: Substring, value: String, text: String, option: String?) {
    var column = 1
    var path: [Word] = []
    for word in key.split(separator: ".", omittingEmptySubsequences: false) {
      path.append(Word(text: word.trimmed, column: column))
      column += word.unicodeScalars.count + 1
    }
    self.text = text
    self.option = option
    self.path = path
    self.value = value
    valueColumn = column
  }
}
