import { readCommandLine, type Request } from './command-line/parse-command-line.js'
import { renderHelp } from './command-line/render-help.js'
import { Interruption } from './interruption.js'
import type { Outcome, RunContext } from './outcome.js'
import { jsonText } from './output/json-text.js'
import { progressLine } from './output/progress-line.js'
import { terminalOf, type Terminal } from './output/terminal.js'
import { writeOutput } from './output/write-output.js'

export interface Streams {
  stdout: NodeJS.WriteStream
  stderr: NodeJS.WriteStream
  env: NodeJS.ProcessEnv
}

/** Runs one command line and returns its exit code. Output is written when all of it is known. */
export async function runCli(args: string[], { stdout, stderr, env }: Streams): Promise<number> {
  const { json, noColour, showSecrets, interpret } = readCommandLine(args)
  const [out, err] = [stdout, stderr].map((stream) => terminalOf(stream, { noColour, env })) as [Terminal, Terminal]
  const progress = progressLine(stderr, { ...err, interactive: err.interactive && !json && env.TERM !== 'dumb' })
  const interruption = new Interruption()
  let oneIsAnAnswer = false
  try {
    const request = interpret()
    oneIsAnAnswer = request.kind === 'run' && request.input['exit-code'] === true
    const outcome = await perform(request, {
      stdout: out,
      stderr: err,
      json,
      showSecrets,
      progress: progress.show,
      interruption,
    })
    progress.erase()
    const wantsJson = json && outcome.json !== undefined
    await writeOutput(stdout, wantsJson ? jsonText(outcome.json) : contentOf(outcome, out))
    if (outcome.note && !json && (err.interactive || outcome.noteAlways)) {
      await writeOutput(stderr, `${await fitted(outcome.note(err), err)}\n`)
    }
    return outcome.exitCode ?? 0
  } catch (error) {
    progress.erase()
    if (interruption.exitCode !== undefined) return interruption.exitCode
    const { describeFailure } = await import('./errors/describe-failure.js')
    const { text, exitCode } = describeFailure(error, { json, terminal: err, oneIsAnAnswer })
    await writeOutput(stderr, text)
    return exitCode
  }
}

function contentOf({ json, text, bytes }: Outcome, terminal: Terminal): string | Uint8Array {
  return bytes ?? text?.(terminal) ?? jsonText(json)
}

/** A note, broken at spaces where somebody looks at it. Scripts get its lines whole. */
async function fitted(note: string, { interactive, columns }: Terminal): Promise<string> {
  if (!interactive) return note
  const { wrapTo } = await import('./output/measure.js')
  return note
    .split('\n')
    .flatMap((line) => (line.startsWith(' ') ? [line] : wrapTo(line, columns, { keepWords: true })))
    .join('\n')
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
