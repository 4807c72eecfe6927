import { policyName } from '@cowork-mdm/schema'
import { firstRelease } from '../../model/first-release.js'
import { availabilityIn, type Selection } from '../../model/selection.js'
import type { Setting } from '../../model/template-model.js'
import type { AdmxControl } from './admx-control.js'

/** A setting as a policy: what the language-neutral and the language files have to agree on. */
export interface Policy {
  id: string
  setting: Setting
  control: AdmxControl
  /** First release that reads it in the scopes selected. */
  since: string | undefined
}

export function policyOf(setting: Setting, selection: Selection): Policy {
  const { key, kind } = setting
  const id = policyName(key)
  return {
    id,
    setting,
    control: kind.admx(key.value, id, key.default ?? key.displayDefault),
    since: firstRelease(availabilityIn(key, selection)),
  }
}

/** What differs between the policies, once each, undefined first. */
export function distinct(values: Iterable<string | undefined>): (string | undefined)[] {
  return [...new Set(values)].sort((left, right) => ((left ?? '') < (right ?? '') ? -1 : 1))
}
