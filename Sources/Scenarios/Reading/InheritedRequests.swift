import Simulation

/// Something that another file asks and that cannot be asked here.
struct Unasked: Sendable, Hashable {
  /// As that file has it: a condition, or the name of a group or a sweep.
  let text: String
  /// The name of the file.
  let file: String
  /// The first of the errors that it would be.
  let reason: String

  var files: [String] { [file] }
}

extension ScenarioReader {
  /// Reads something that is asked of the paths. What another file asks may look past the horizon of this one,
  /// or at a company that is not there any more: then it is left out, and no error.
  ///
  /// - Parameter name: What it is called where it has a name.
  mutating func asking<Read>(
    _ node: LocatedNode, called name: String? = nil, _ read: (inout ScenarioReader) -> Read?
  ) -> Read? {
    let (count, errors) = (findings.count, errorCount)
    let result = read(&self)
    guard errorCount > errors, let file = otherFile(of: node) else { return result }
    let reason = findings[count...].first { $0.cause.severity == .error }?.cause.message ?? ""
    retract(to: count)
    draft.unasked.append(Unasked(text: name ?? node.summary, file: file, reason: reason))
    return nil
  }

  mutating func warnOfUnasked() {
    guard !draft.unasked.isEmpty else { return }
    report(.unasked(draft.unasked), at: places[ScenarioKey.extends.name] ?? Self.start)
  }
}
