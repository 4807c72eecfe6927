import { pathOf } from '@cowork-mdm/host'
import type { Patient } from '../patient.js'
import type { Deed } from './deed.js'

/** Makes the folder of the organisation's plugins, for administrators to write in and everybody to read. */
export async function makePluginsFolder({ host }: Patient, told: (deed: Deed) => void): Promise<void> {
  const folder = pathOf(host.platform, 'org-plugins')
  if (await host.makeFolder(folder, { mode: 0o755, owner: { uid: 0, gid: 0 } }))
    told({ did: `Made the folder ${folder}.` })
}
