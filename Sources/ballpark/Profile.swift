import Reports
import Simulation
import Statistics
import Text

/// Time per component, the slowest first: share of the whole, and nanoseconds for one step of one
/// path.
func profileTable(_ times: [ComponentTime], _ run: Run, _ description: ScenarioDescription)
  -> String
{
  let total = times.reduce(0) { $0 + $1.seconds }
  let pathSteps = Double(run.paths.count) * Double(description.steps)
  let rows = times.sorted { $0.seconds > $1.seconds } + [ComponentTime(name: "all", seconds: total)]
  let names = rows.map { $0.name.printable().truncated(to: min(40, Terminal.standard.width - 28)) }
  let width = names.reduce(0) { max($0, $1.displayWidth) }
  var text = "component".padded(to: width, left: false) + "    share   ns per path-step\n"
  for (row, name) in zip(rows, names) {
    let share = Figure(
      row.seconds / max(total, .leastNonzeroMagnitude), error: 0.001, unit: "share")
    let time = Figure(row.seconds * 1e9 / max(pathSteps, 1), error: 0.01, unit: "ns")
    text += name.padded(to: width, left: false) + share.text.padded(to: 9, left: true)
    text += time.text.padded(to: 19, left: true) + "\n"
  }
  return text
}
