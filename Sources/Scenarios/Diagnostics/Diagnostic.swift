/// One thing that is wrong, or doubtful, in a scenario file, with its place.
public struct Diagnostic: Sendable, Hashable, CustomStringConvertible {
  public enum Severity: String, Sendable { case error, warning }

  public let severity: Severity
  let cause: DiagnosticCause
  /// File, line and column, `zhipu.yaml:12:15`; or the setting and its column, `--set #1:23`.
  public let place: String
  /// What is wrong; what was expected; did you mean ….
  public let message: String
  /// The line of the file and, below it, a caret; empty where there is no such line.
  public let excerpt: String

  /// The same as an error, where doubts are not allowed.
  package var asError: Diagnostic {
    Diagnostic(severity: .error, cause: cause, place: place, message: message, excerpt: excerpt)
  }

  /// As a terminal shows it, without a line break at the end.
  public var description: String {
    let line = "\(place): \(severity.rawValue): \(message)"
    return excerpt.isEmpty ? line : line + "\n" + excerpt
  }
}

/// Everything that is wrong with a scenario, in the order of the file.
public struct Diagnostics: Error, Sendable, Equatable, CustomStringConvertible {
  /// At least one error; warnings stand between the errors.
  public let all: [Diagnostic]

  package init(all: [Diagnostic]) { self.all = all }

  /// One diagnostic after the other, each on lines of its own.
  public var description: String { all.map(\.description).joined(separator: "\n") }
}

/// A scenario file that could not be read at all.
public enum FileError: Error, Sendable, Equatable, CustomStringConvertible {
  case notFound(path: String)
  case unreadable(path: String, reason: String)

  public var description: String {
    switch self {
    case .notFound(let path), .unreadable(let path, _): "\(path): \(reason)"
    }
  }

  var reason: String {
    switch self {
    case .notFound(let path):
      "no such file" + Lookalike.remark(on: path)
        + (FileText.similar(to: path).map { "; did you mean '\($0)'?" } ?? "")
    case .unreadable(_, let reason): "cannot be read: \(reason)"
    }
  }
}

/// A cause and its place, before it is rendered.
struct Finding: Sendable, Hashable {
  let place: Place
  let cause: DiagnosticCause
}
