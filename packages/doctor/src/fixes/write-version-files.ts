import { CoworkError, pathsOf, type Host } from '@cowork-mdm/machine'
import { contentHash } from '@cowork-mdm/marketplace'
import { isRecord, readJson } from '../facts/read-json.js'
import type { Patient } from '../patient.js'
import type { Deed } from './deed.js'
import { keepBackup } from './keep-backup.js'

/** What is wrong with a plugin's `version.json`; without one, the app goes by the time of the folder. */
export async function versionFileProblem(host: Host, folder: string): Promise<string | undefined> {
  const reading = await readJson(host, versionFile(host, folder), 64 * 1024)
  if ('missing' in reading) return undefined
  if ('problem' in reading) return reading.problem
  const version = isRecord(reading.value) ? reading.value['version'] : undefined
  return typeof version === 'string' && version !== '' ? undefined : 'Expected a text as version, found none.'
}

/**
 * Writes a `version.json` that says what is in the plugin, where the one that is there says nothing. What fails in one plugin is
 * told when the others are mended.
 */
export async function writeVersionFiles(patient: Patient, told: (deed: Deed) => void): Promise<void> {
  const { host } = patient
  let failure: CoworkError | undefined
  for (const { path, kind, plugin } of (await patient.plugins())?.entries ?? []) {
    // A link leads into a marketplace, whose files are not the doctor's.
    if (kind !== 'folder' || !plugin || (await versionFileProblem(host, path)) === undefined) continue
    try {
      told(await writeOne(host, path, plugin.version ?? '0.0.0'))
    } catch (cause) {
      if (!(cause instanceof CoworkError)) throw cause
      failure ??= cause
    }
  }
  if (failure) throw failure
}

async function writeOne(host: Host, folder: string, named: string): Promise<Deed> {
  const file = versionFile(host, folder)
  const backup = await keepBackup(host, 'plugins-version-file', file)
  const version = `${named}+${(await contentHash(host, folder)).slice(0, 16)}`
  await host.write(file, `${JSON.stringify({ version })}\n`, { mode: 0o644 })
  return { did: `Wrote ${version} into ${file}.`, backup }
}

function versionFile({ platform }: Pick<Host, 'platform'>, folder: string): string {
  return pathsOf(platform).join(folder, 'version.json')
}
