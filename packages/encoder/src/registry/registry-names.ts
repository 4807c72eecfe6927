import { EncoderError } from '../encoder-error.js'
import type { CarriedSetting, EncodeInput, Refusal } from '../format.js'

/** Longest name of a registry value, in UTF-16 units (Microsoft, "Registry element size limits"). */
const LONGEST_NAME = 16_383

/** What a name in quotation marks, on one line, cannot hold. */
// eslint-disable-next-line no-control-regex -- they are what is looked for
const NOT_IN_NAME = /[\0-\x1f\x7f]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/

/** What two names have in common that are one to the registry, which changes the case of single UTF-16 units. */
export function registryCase(name: string): string {
  return name.replace(/[^A-Z]/g, (unit) => {
    const upper = unit.toUpperCase()
    return upper.length === 1 ? upper : unit
  })
}

/** What is wrong with a setting's name as one of the registry, beside the names before it. */
export function refuseRegistryName({ name }: CarriedSetting, before: readonly CarriedSetting[]): Refusal | undefined {
  const same = before.find((other) => registryCase(other.name) === registryCase(name))
  if (same) return { found: `${same.name} too, the same name to the registry`, hint: 'Remove one of them.' }
  return refuseName(name)
}

function refuseName(name: string): Refusal | undefined {
  const hint = 'Correct the name: no setting of the app has such a one.'
  if (name === '') return { found: 'an empty name', hint }
  if (name.length > LONGEST_NAME) return { found: `a name of more than ${LONGEST_NAME} characters`, hint }
  return NOT_IN_NAME.test(name) ? { found: 'a control character in a name', hint } : undefined
}

/**
 * The settings of the previous profile that are no longer written, and have to be removed.
 * @throws EncoderError `value-not-carried`
 */
export function removedNames({ settings, options: { previous } }: EncodeInput): string[] {
  const kept = new Set(settings.map(({ name }) => registryCase(name)))
  const names = new Map((previous?.settings ?? []).map(({ name }) => [registryCase(name), name]))
  return [...names].flatMap(([same, name]) => {
    if (kept.has(same)) return []
    const refusal = refuseName(name)
    if (!refusal) return [name]
    const message = `Expected names that the registry can have in the previous profile, found ${refusal.found}.`
    throw new EncoderError('value-not-carried', message, { hint: refusal.hint })
  })
}
