import { LONGEST_POLICY_TEXT } from '@cowork-mdm/schema'
import { elementData } from '../targets/oma-uri/policy-data.js'
import type { ValueKind } from './value-kind.js'

/**
 * What lists, maps and everything else without a type of its own have in common: managed preferences and the registry hold
 * one text, the JSON of the value. Several lines would become a REG_MULTI_SZ, which the app does not read.
 */
export const storedAsJson = {
  stored: 'json',
  admx: () => ({ element: { tag: 'text', maxLength: LONGEST_POLICY_TEXT } }),
  omaUri: elementData,
  jamf: () => ({ type: 'string' }),
  profileManifest: () => ({ type: 'string' }),
} satisfies Partial<ValueKind>
