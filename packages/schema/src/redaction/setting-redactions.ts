import type { SchemaDocument, SettingKey } from '../schema-document.js'
import { namesSecret } from './secret-names.js'

/** What is shown of a setting's value: nothing, the host of a URL, or all but the secrets recognised inside. */
export type Treatment = 'hide' | 'host' | 'inside'

const cache = new WeakMap<SchemaDocument, ReadonlyMap<string, Treatment>>()

/** How a document's settings are shown, by name and earlier name. */
export function settingRedactions(document: SchemaDocument): ReadonlyMap<string, Treatment> {
  let treatments = cache.get(document)
  if (!treatments) cache.set(document, (treatments = treatmentsOf(document)))
  return treatments
}

function treatmentsOf(document: SchemaDocument): ReadonlyMap<string, Treatment> {
  const treatments = new Map<string, Treatment>()
  for (const key of document.keys) for (const legacy of key.legacyNames ?? []) treatments.set(legacy, treatment(key))
  for (const key of document.keys) treatments.set(key.name, treatment(key))
  return treatments
}

function treatment({ name, value, redaction }: SettingKey): Treatment {
  switch (redaction) {
    case 'drop':
    case 'presence':
    case 'hash':
      return 'hide'
    case 'hostname':
      return 'host'
    case 'keep':
      return 'inside'
    case undefined:
      // Documentation does not say how the app redacts; free text under such a name is taken for a secret.
      return value.type === 'string' && !value.enum && namesSecret(name) ? 'hide' : 'inside'
  }
}
