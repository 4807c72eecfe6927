import type { Profile } from '@cowork-mdm/profile'
import { payloadUuid } from './payload-uuid.js'

/**
 * The stem of file names and identifiers: the profile's name in lower case, with hyphens for everything unusual. Letters of
 * other scripts would leave the same stem for different names, so a few hexadecimal digits tell those apart.
 */
export function slug({ name = '' }: Profile): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  const stem = plain.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '')
  const parts = [stem === '' ? 'claude-desktop' : stem]
  if (/[\p{L}\p{N}]/u.test(plain.replace(/[a-z0-9]/g, ''))) parts.push(payloadUuid(name).slice(0, 8).toLowerCase())
  return parts.join('-')
}
