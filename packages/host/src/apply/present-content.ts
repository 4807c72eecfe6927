import type { Host } from '@cowork-mdm/machine'
import type { ManagedPlace, PlaceContent } from './managed-place.js'
import type { ApplyWarning } from './management-warnings.js'
import { isPending, planRecovery } from './recover-journal.js'

/**
 * What is at a place, or will be once a change that broke off has been brought to an end. Nothing is changed.
 * `pending` tells of such a change.
 */
export async function presentContent(
  host: Host,
  place: ManagedPlace,
): Promise<{ present: PlaceContent | undefined; pending?: ApplyWarning }> {
  if (!(await isPending(host, place))) return { present: await place.read() }
  const pending: ApplyWarning = {
    code: 'journal-pending',
    message: `An earlier change of ${place.path} broke off; a run as administrator brings it to an end first.`,
  }
  // Only administrators can read what was there.
  const plan = host.administrator ? await planRecovery(host, place) : undefined
  if (plan?.recovery.outcome !== 'undone') return { present: await place.read(), pending }
  return { present: plan.before && { bytes: plan.before }, pending }
}
