import { entryOf } from '@cowork-mdm/profile'
import type { Subject } from '../subject.js'

/** Whether the file builds on others, so that what it lacks may stand in them. */
export function isLayer({ artifact: { format, raw }, context: { layers } }: Subject): boolean {
  return !layers && format === 'yaml' && raw.type === 'dict' && entryOf(raw, 'extends') !== undefined
}
