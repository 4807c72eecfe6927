import { runCli } from './run-cli.js'

// Without `await`, which a standalone executable's script cannot have here.
void runCli(process.argv.slice(2), process).then((exitCode) => {
  process.exitCode = exitCode
  // What did not end in its time, in a check of the doctor for one, is not waited for: all that was to be told is written.
  setTimeout(() => process.exit(), 1_000).unref()
})
