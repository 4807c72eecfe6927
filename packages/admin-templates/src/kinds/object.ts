import { isForbidden } from './forbidden.js'
import { storedAsJson } from './json-text.js'
import { defined } from './bounds.js'
import { indented, propertyName } from '../targets/typescript/type-text.js'
import type { ValueKind } from './value-kind.js'

/** Values under names that the app knows. */
export const object: ValueKind = {
  ...storedAsJson,
  jsonSchema: ({ properties = {}, required, additionalProperties }, inner) => ({
    type: 'object',
    properties: Object.fromEntries(Object.entries(properties).map(([name, part]) => [name, inner(part)])),
    ...defined({
      required,
      additionalProperties: additionalProperties && inner(additionalProperties),
    }),
    ...(additionalProperties === false ? { additionalProperties } : {}),
  }),
  typescript: ({ properties = {}, required = [], additionalProperties }, inner) => {
    const members = Object.entries(properties)
      .filter(([, part]) => inner.exact || !isForbidden(part))
      .map(([name, part]) => `${propertyName(name)}${required.includes(name) ? '' : '?'}: ${inner(part)}`)
    // An index signature must admit the declared members too.
    if (additionalProperties) members.push('[name: string]: unknown')
    return members.length === 0 ? '{}' : `{\n${members.map((member) => `  ${indented(member)}\n`).join('')}}`
  },
  rules: (_schema, words) => [words.members],
}
