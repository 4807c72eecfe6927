import { defined } from './bounds.js'
import { storedAsJson } from './json-text.js'
import { indented } from '../targets/typescript/type-text.js'
import type { ValueKind } from './value-kind.js'

/** Values under names that the administrator chooses. */
export const map: ValueKind = {
  ...storedAsJson,
  jsonSchema: ({ additionalProperties, propertyNames }, inner) => ({
    type: 'object',
    ...defined({
      additionalProperties: additionalProperties && inner(additionalProperties),
      // `type` is implied and would only be noise, but a bare enumeration of names is not a text without it.
      propertyNames: propertyNames && inner({ type: 'string', ...propertyNames }),
    }),
  }),
  typescript: ({ additionalProperties }, inner) =>
    `{ [name: string]: ${additionalProperties ? indented(inner(additionalProperties)) : 'unknown'} }`,
  rules: ({ 'x-input': forms = [], 'x-lenient': lenient }, words) => [
    ...(forms.includes('header-string') || forms.includes('header-list') ? [words.headerForms] : []),
    ...(lenient ? [words.lenient] : []),
  ],
}
