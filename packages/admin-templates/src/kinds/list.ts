import { element, indented } from '../targets/typescript/type-text.js'
import { defined } from './bounds.js'
import { storedAsJson } from './json-text.js'
import type { ValueKind } from './value-kind.js'

/** Values in an order. */
export const list: ValueKind = {
  ...storedAsJson,
  jsonSchema: ({ items, prefixItems, minItems, maxItems }, inner) => {
    if (!prefixItems) return { type: 'array', ...defined({ items: items && inner(items), minItems, maxItems }) }
    const tuple = prefixItems.map((part) => inner(part))
    const exactly = { minItems: tuple.length, maxItems: tuple.length }
    return inner.dialect === 'draft-07'
      ? { type: 'array', items: tuple, ...exactly }
      : { type: 'array', prefixItems: tuple, ...exactly }
  },
  typescript: ({ items, prefixItems, minItems }, inner) => {
    if (prefixItems) return `[${prefixItems.map((part) => indented(inner(part))).join(', ')}]`
    const one = items ? element(inner(items)) : 'unknown'
    return inner.exact && minItems !== undefined && minItems > 0 ? `[${one}, ...${one}[]]` : `${one}[]`
  },
  rules: ({ minItems, maxItems, 'x-lenient': lenient }, words) => [
    ...(minItems === undefined ? [] : [words.atLeastItems(minItems)]),
    ...(maxItems === undefined ? [] : [words.atMostItems(maxItems)]),
    ...(lenient ? [words.lenient] : []),
  ],
}
