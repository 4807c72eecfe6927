import { planChanges, type PlanSeverity } from '@cowork-mdm/profile'
import { redact } from '@cowork-mdm/schema'
import type { Outcome, RunContext } from '../outcome.js'
import { wrapTo } from '../output/measure.js'
import { plainText } from '../output/plain-text.js'
import { style, type Style } from '../output/style.js'
import type { Terminal } from '../output/terminal.js'
import { openSchema } from '../schema/open-schema.js'
import { openProfile } from './open-profile.js'

export interface PlanInput {
  old: string
  new: string
  'app-version': string | undefined
  schema: string | undefined
}

const STYLES: Record<PlanSeverity, Style> = { info: 'faint', warning: 'warning', destructive: 'error' }

/** `profile plan`: what replacing one file by another does on devices. 1 where they lose settings. */
export async function planCommand(input: PlanInput, context: RunContext): Promise<Outcome> {
  const document = await openSchema(input.schema, context)
  const [before, after] = [await openProfile(input.old, document), await openProfile(input.new, document)]
  const options = { document, ...(input['app-version'] !== undefined && { appVersion: input['app-version'] }) }
  const plan = planChanges(
    { ...before.artifact, profile: before.profile },
    { ...after.artifact, profile: after.profile },
    options,
  )
  return {
    json: redact(plan, document, { showSecrets: context.showSecrets }),
    text: (terminal) => plan.steps.map((step) => renderStep(step, terminal)).join(''),
    exitCode: plan.destructive ? 1 : 0,
  }
}

function renderStep({ severity, message }: { severity: PlanSeverity; message: string }, terminal: Terminal): string {
  const word = severity.padEnd('destructive'.length)
  const lines = wrapTo(plainText(message), terminal.columns && terminal.columns - word.length - 2)
  return lines
    .map(
      (line, index) => `${index === 0 ? style(terminal, STYLES[severity], word) : ' '.repeat(word.length)}  ${line}\n`,
    )
    .join('')
}
