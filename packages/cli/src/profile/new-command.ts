import type { Outcome, RunContext } from '../outcome.js'
import type { EncodingInput } from './encode-options.js'
import { exportCommand } from './export-command.js'

export interface NewInput extends EncodingInput {
  template: string | undefined
  from: string[]
  schema: string | undefined
}

/** `profile new`: a profile from a template or from layers of files. */
export async function newCommand(input: NewInput, context: RunContext): Promise<Outcome> {
  return exportCommand({ ...input, file: input.from[0]! }, context)
}
