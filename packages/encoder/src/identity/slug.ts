import type { Profile } from '@cowork-mdm/profile'

/** The stem of file names and identifiers: the profile's name in lower case, with hyphens for everything unusual. */
export function slug({ name = '' }: Profile): string {
  const stem = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
  return stem === '' ? 'claude-desktop' : stem
}
