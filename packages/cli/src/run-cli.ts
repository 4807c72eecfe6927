import { readCommandLine, type Request } from './command-line/parse-command-line.js'
import { renderHelp } from './command-line/render-help.js'
import type { Outcome, RunContext } from './outcome.js'
import { jsonText } from './output/json-text.js'
import { progressLine } from './output/progress-line.js'
import { terminalOf, type Terminal } from './output/terminal.js'
import { writeText } from './output/write-text.js'

export interface Streams {
  stdout: NodeJS.WriteStream
  stderr: NodeJS.WriteStream
  env: NodeJS.ProcessEnv
}

/** Runs one command line and returns its exit code. Output is written when all of it is known. */
export async function runCli(args: string[], { stdout, stderr, env }: Streams): Promise<number> {
  const { json, noColour, interpret } = readCommandLine(args)
  const [out, err] = [stdout, stderr].map((stream) => terminalOf(stream, { noColour, env })) as [Terminal, Terminal]
  const progress = progressLine(stderr, { ...err, interactive: err.interactive && !json && env.TERM !== 'dumb' })
  let oneIsAnAnswer = false
  try {
    const request = interpret()
    oneIsAnAnswer = request.kind === 'run' && request.input['exit-code'] === true
    const outcome = await perform(request, { stdout: out, stderr: err, json, progress: progress.show })
    progress.erase()
    const wantsJson = !outcome.text || (json && outcome.json !== undefined)
    await writeText(stdout, wantsJson ? jsonText(outcome.json) : outcome.text!(out))
    if (outcome.note && !json && (err.interactive || outcome.noteAlways)) {
      await writeText(stderr, `${outcome.note(err)}\n`)
    }
    return outcome.exitCode ?? 0
  } catch (error) {
    progress.erase()
    const { describeFailure } = await import('./errors/describe-failure.js')
    const { text, exitCode } = describeFailure(error, { json, terminal: err, oneIsAnAnswer })
    await writeText(stderr, text)
    return exitCode
  }
}

async function perform(request: Request, context: RunContext): Promise<Outcome> {
  switch (request.kind) {
    case 'help':
      return { text: (terminal) => renderHelp(request, terminal) }
    case 'version': {
      const { readVersion } = await import('./version.js')
      const version = readVersion()
      return { json: { version }, text: () => `${version}\n` }
    }
    case 'run':
      return request.command.run(request.input, context)
  }
}
