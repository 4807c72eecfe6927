import type { EffectiveSetting, IgnoredValue, PlainEffective } from '@cowork-mdm/host'
import { CoworkError } from '@cowork-mdm/machine'
import { findKey, type SchemaDocument } from '@cowork-mdm/schema'

/** All that is known of one setting on a machine. */
export interface Explanation {
  /** Its present name, or the name that was asked for where it is no setting. */
  key: string
  /** Absent where no source has it under a name that counts. */
  setting?: EffectiveSetting
  /** Values under such names that are no settings to this release. */
  ignored: IgnoredValue[]
  /** What the app uses where nobody sets it, if the schema says. */
  default?: unknown
}

/** @throws CoworkError `unknown-key` for a name that neither the schema nor the machine has */
export function explain(shown: PlainEffective, document: SchemaDocument, name: string): Explanation {
  const { key, suggestion } = { suggestion: undefined, ...findKey(document, name) }
  const names = new Set([name, ...(key ? [key.name, ...(key.legacyNames ?? [])] : [])])
  const ignored = shown.ignored.filter(
    (value) => names.has(value.name) || (value.suggestion !== undefined && value.suggestion === key?.name),
  )
  if (!key && ignored.length === 0) {
    throw new CoworkError('unknown-key', `Expected a setting, found ${JSON.stringify(name)}.`, {
      hint:
        suggestion === undefined ? 'See "cowork-mdm schema list" for what there is.' : `Did you mean "${suggestion}"?`,
    })
  }
  const setting = shown.settings.find((candidate) => candidate.key === key?.name)
  return {
    key: key?.name ?? name,
    ...(setting && { setting }),
    ignored,
    ...(key?.default !== undefined && { default: key.default }),
  }
}
