import { LONGEST_POLICY_TEXT } from '@cowork-mdm/schema'
import { defined, integerBounds, numberKeywords, numberRules } from './bounds.js'
import { elementData } from '../targets/oma-uri/policy-data.js'
import type { ValueKind } from './value-kind.js'

/** Bounds of the spin control that the policy editor shows; it counts with signed 32 bits. */
const LARGEST = 2_147_483_647

/** A whole number. */
export const integer: ValueKind = {
  stored: 'integer',
  admx: (schema, _id, preset) => {
    const { minimum = 0, maximum = LARGEST } = integerBounds(schema)
    // A REG_DWORD has no sign; the app reads a number from text as well.
    if (minimum < 0 || minimum > LARGEST) return { element: { tag: 'text', maxLength: LONGEST_POLICY_TEXT } }
    const start = typeof preset === 'number' ? preset : minimum
    const bounds = { minimum, maximum: Math.min(maximum, LARGEST) }
    return { element: { tag: 'decimal', ...bounds, preset: Math.min(Math.max(start, minimum), bounds.maximum) } }
  },
  omaUri: elementData,
  jamf: (schema) => ({ type: 'integer', ...defined(integerBounds(schema)) }),
  profileManifest: (schema) => {
    const { minimum, maximum } = integerBounds(schema)
    return { type: 'integer', ...defined({ range_min: minimum, range_max: maximum }) }
  },
  jsonSchema: (schema) => ({ type: 'integer', ...numberKeywords(schema) }),
  typescript: () => 'number',
  rules: numberRules,
}
