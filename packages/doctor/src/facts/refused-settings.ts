import type { Resolution } from '@cowork-mdm/host'
import type { CheckId } from '../checks.js'
import type { Patient } from '../patient.js'
import { isOfAccess } from './source-problems.js'

/**
 * Settings that somebody set and that are not in effect, each with the check that tells why. Where what decides
 * is nothing, nobody refuses it.
 */
export async function refusedSettings(patient: Patient): Promise<ReadonlyMap<string, CheckId>> {
  const { settings, sources } = await patient.effective()
  return new Map(
    settings.flatMap(({ key, state, holders: [first] }) => {
      const source = sources.find(({ id }) => id === first?.source)
      return state === 'set' || first?.outcome === 'unset' || !source ? [] : [[key, toldBy(source)]]
    }),
  )
}

function toldBy({ tier, role, problems }: Resolution['sources'][number]): CheckId {
  if (tier === 'local') return 'local-library'
  if (role !== 'broken') return 'settings-in-effect'
  return problems.some(isOfAccess) ? 'managed-access' : 'managed-readable'
}
