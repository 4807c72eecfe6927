import { Document, visit } from 'yaml'
import type { Profile } from './profile.js'
import { writeReferences } from './references.js'

/** A profile in its authoring form: YAML that `parseProfile` reads back, without what only the original file knew. */
export function formatProfile({ settings, ...fields }: Profile): string {
  // A map keeps the order, whatever the names are.
  const values = new Map(settings.map((setting) => [setting.name, writeReferences(setting)]))
  const document = new Document({ ...fields, values }, { aliasDuplicateObjects: false })
  visit(document, {
    Scalar: (place, node) => {
      // A name like any other, not the merge key that it is to some readers.
      if (place === 'key' && node.value === '<<') node.type = 'QUOTE_DOUBLE'
    },
  })
  return document.toString({ lineWidth: 0 })
}
