import { CoworkError } from '@cowork-mdm/machine'
import { describeSettings, findKey, type Language } from '@cowork-mdm/schema'
import type { Outcome, RunContext } from '../outcome.js'
import { nameOf } from './name-of.js'
import { openSchema } from './open-schema.js'
import { renderKey } from './render-key.js'

/** `schema show`: all that is known of one setting, found by its present or a former name. */
export async function showCommand(
  {
    key: name,
    schema: ref,
    language = 'en',
  }: { key: string; schema: string | undefined; language: Language | undefined },
  context: RunContext,
): Promise<Outcome> {
  const document = await describeSettings(await openSchema(ref, context), language)
  const found = findKey(document, name)
  if (!found.key) {
    const list = ref === undefined ? 'cowork-mdm schema list' : `cowork-mdm schema list --schema ${ref}`
    throw new CoworkError('unknown-key', `Expected a setting of ${nameOf(document)}, found ${JSON.stringify(name)}.`, {
      hint: found.suggestion === undefined ? `See "${list}" for what there is.` : `Did you mean "${found.suggestion}"?`,
    })
  }
  const { key, via } = found
  const diagnostics = document.diagnostics.filter((diagnostic) => diagnostic.key === key.name)
  return {
    json: { appVersion: document.appVersion, supplement: document.supplement, via, key, diagnostics },
    text: (terminal) => renderKey(key, { document, diagnostics, terminal }),
    note: via === 'legacy' ? () => `${name} is a former name of ${key.name}.` : undefined,
    noteAlways: true,
  }
}
