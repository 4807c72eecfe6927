import { basename } from 'node:path'
import { effectiveSettings, plainEffective, type EffectiveOptions } from '@cowork-mdm/host'
import { readFileBytes } from '@cowork-mdm/machine'
import { redact } from '@cowork-mdm/schema'
import { openHost, type MachineInput } from '../../host/open-host.js'
import type { Outcome, RunContext } from '../../outcome.js'
import { openSchema } from '../../schema/open-schema.js'
import { explain } from './explain-setting.js'
import { renderExplanation } from './render-explanation.js'
import { renderStatus } from './render-status.js'

export interface StatusInput extends MachineInput {
  key: string | undefined
  user: string | undefined
  'app-version': string | undefined
  schema: string | undefined
  bootstrap: string | undefined
}

/** `profile status`: what is in effect on a machine. 1 where something that is managed does not arrive. */
export async function statusCommand(input: StatusInput, context: RunContext): Promise<Outcome> {
  const { key, root, platform } = input
  const host = await openHost({ root, platform })
  const { effective, document } = await effectiveSettings(host, await optionsOf(input, context))
  const shown = redact(plainEffective(effective), document, { showSecrets: context.showSecrets })
  const exitCode = effective.trouble.length > 0 ? 1 : 0
  if (key === undefined) return { json: shown, text: (terminal) => renderStatus(shown, terminal), exitCode }
  const explanation = explain(shown, document, key)
  return { json: explanation, text: (terminal) => renderExplanation(explanation, shown, terminal), exitCode }
}

async function optionsOf(
  { user, schema, bootstrap, 'app-version': appVersion }: StatusInput,
  context: RunContext,
): Promise<EffectiveOptions> {
  return {
    ...(user !== undefined && { user }),
    ...(appVersion !== undefined && { appVersion }),
    ...(schema !== undefined && { document: await openSchema(schema, context) }),
    ...(bootstrap !== undefined && {
      bootstrap: { path: basename(bootstrap), bytes: await readFileBytes(bootstrap, { maxBytes: 16 * 1024 * 1024 }) },
    }),
  }
}
