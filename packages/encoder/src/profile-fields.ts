import type { Profile } from '@cowork-mdm/profile'

/** What a profile says beside its settings. */
export const FIELDS = ['name', 'description', 'identifier', 'organization'] as const

/** The profile without fields that say nothing: an empty text is none, as in the authoring form. */
export function withoutEmptyFields(profile: Profile): Profile {
  return Object.fromEntries(Object.entries(profile).filter(([, value]) => value !== '')) as unknown as Profile
}
