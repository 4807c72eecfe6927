import { pathOf } from '@cowork-mdm/host'
import { pathsOf, type Host } from '@cowork-mdm/machine'
import type { OrgPlugin } from '../facts/org-plugins.js'
import type { Patient } from '../patient.js'
import type { Deed } from './deed.js'
import { keepRecord } from './keep-backup.js'

/** Whether a link says a place in this tool's own marketplaces; others make no links there. */
export function isOwnLink({ platform }: Pick<Host, 'platform'>, { path, target }: OrgPlugin): boolean {
  if (target === undefined) return false
  const native = pathsOf(platform)
  const place = native.resolve(native.dirname(path), target)
  return place.startsWith(pathOf(platform, 'marketplaces') + native.sep)
}

/** Removes links of this tool that lead nowhere. */
export async function removeDanglingLinks(patient: Patient, told: (deed: Deed) => void): Promise<void> {
  const { host } = patient
  const plugins = await patient.plugins()
  for (const entry of plugins?.entries ?? []) {
    if (entry.kind !== 'link' || entry.real !== undefined || !isOwnLink(host, entry)) continue
    // What was true when the check looked may not be any more.
    const facts = await host.stat(entry.path)
    if (facts?.type !== 'link' || facts.target !== entry.target || (await host.realPath(entry.path)) !== undefined)
      continue
    const backup = await keepRecord(host, 'plugins-dangling', { path: entry.path, link: entry.target })
    await host.remove(entry.path)
    told({ did: `Removed the link ${entry.path}, which said ${entry.target}.`, backup })
  }
}
