import { runCli } from './run-cli.js'

// Without `await`, which a standalone executable's script cannot have here.
void runCli(process.argv.slice(2), process).then((exitCode) => {
  process.exitCode = exitCode
})
