import { LONGEST_POLICY_TEXT } from '@cowork-mdm/schema'
import { defined, numberKeywords, numberRules } from './bounds.js'
import { elementData } from '../targets/oma-uri/policy-data.js'
import type { ValueKind } from './value-kind.js'

/** A number with or without a fraction. The registry has no such type; the app reads it from text. */
export const number: ValueKind = {
  stored: 'number',
  admx: () => ({ element: { tag: 'text', maxLength: LONGEST_POLICY_TEXT } }),
  omaUri: elementData,
  jamf: ({ minimum, exclusiveMinimum, maximum, exclusiveMaximum }) => ({
    type: 'number',
    ...defined({
      minimum: exclusiveMinimum ?? minimum,
      exclusiveMinimum: exclusiveMinimum === undefined ? undefined : true,
      maximum: exclusiveMaximum ?? maximum,
      exclusiveMaximum: exclusiveMaximum === undefined ? undefined : true,
    }),
  }),
  // A range of a manifest includes its ends; an excluded end stands in the description.
  profileManifest: ({ minimum, exclusiveMinimum, maximum, exclusiveMaximum }) => ({
    type: 'real',
    ...defined({ range_min: minimum ?? exclusiveMinimum, range_max: maximum ?? exclusiveMaximum }),
  }),
  jsonSchema: (schema) => ({ type: 'number', ...numberKeywords(schema) }),
  typescript: () => 'number',
  rules: numberRules,
}
