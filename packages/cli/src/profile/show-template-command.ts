import { loadTemplate, templateSlots } from '@cowork-mdm/profile'
import { latestSchema } from '@cowork-mdm/schema'
import type { Outcome, RunContext } from '../outcome.js'
import { deliver } from '../output/deliver.js'

export interface ShowTemplateInput {
  name: string
  out: string | undefined
}

/** `profile show-template`: a template as it was written, byte for byte. */
export async function showTemplateCommand({ name, out }: ShowTemplateInput, context: RunContext): Promise<Outcome> {
  const text = await loadTemplate(name)
  const files = [{ path: `${name}.yaml`, bytes: new TextEncoder().encode(text) }]
  const outcome = await deliver({ files, notes: [] }, { out, notOver: [], format: 'yaml' }, context)
  if (out !== undefined || !context.json) return outcome
  return { json: { name, text, slots: templateSlots(text, await latestSchema()) } }
}
