#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The number that a scheduler gives to a task of an array.
enum ArrayTask {
  private static let variables = [
    "SLURM_ARRAY_TASK_ID", "JOB_COMPLETION_INDEX", "AWS_BATCH_JOB_ARRAY_INDEX",
  ]

  /// - Throws: `CommandError` where no scheduler says one.
  static func index() throws -> Int {
    let environment = ProcessInfo.processInfo.environment
    guard let name = variables.first(where: { environment[$0] != nil }),
      let text = environment[name]
    else {
      throw CommandError(
        "which shard? --index was expected, or one of the variables "
          + variables.joined(separator: ", "))
    }
    guard let index = Int(text), index >= 0 else {
      throw CommandError("\(name) is '\(text)'; the number of a shard was expected")
    }
    return index
  }
}
