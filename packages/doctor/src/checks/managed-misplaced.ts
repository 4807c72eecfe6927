import { pathFor, pathOf, type PathId } from '@cowork-mdm/host'
import type { Host, HostUser, Platform } from '@cowork-mdm/machine'
import { quietly, regOf } from '@cowork-mdm/machine'
import { tryDecode } from '@cowork-mdm/encoder'
import { PREFERENCE_DOMAIN } from '@cowork-mdm/schema'
import { defineCheck, EVERYWHERE, ok, warning } from '../check.js'
import { isRecord, readJson } from '../facts/read-json.js'
import type { Patient } from '../patient.js'

/** Files that look like managed settings and that the app never reads. */
const FILES: Record<Platform, readonly string[]> = {
  // Linux's path on a Mac: LiteLLM-Labs/litellm-relay#43, agentdesktop-dev/agentdesktop#93.
  darwin: [pathOf('linux', 'managed-device'), '/etc/claude-desktop/enterprise.json'],
  win32: ['C:\\ProgramData\\Claude\\managed-settings.json'],
  linux: [pathOf('linux', 'managed-earlier'), '/etc/claude/managed-settings.json'],
}

/** What `sudo defaults write` makes: it looks like management and is none. */
const EVERYBODYS = `/Library/Preferences/${PREFERENCE_DOMAIN}.plist`

/** Keys of the registry beside the one that counts: aws-solutions-library-samples/guidance-for-claude-code-with-amazon-bedrock#334. */
const KEYS = ['HKLM\\SOFTWARE\\Policies\\Anthropic\\Claude', 'HKLM\\SOFTWARE\\Claude', 'HKCU\\SOFTWARE\\Claude']

export const managedMisplaced = defineCheck({
  title: 'No settings lie where the app does not look',
  group: 'delivery',
  platforms: EVERYWHERE,
  severity: 'warning',
  async run(patient, signal) {
    const { host } = patient
    const found = []
    for (const path of FILES[host.platform]) if (await quietly(host.stat(path))) found.push(path)
    if (host.platform === 'darwin') {
      const preferences = [EVERYBODYS, ...(await patient.users()).map(ownFile)]
      for (const path of preferences) if (await hasSettings(patient, path)) found.push(path)
    }
    for (const path of await carriers(patient)) found.push(`"enterpriseConfig" in ${path}`)
    if (host.platform === 'win32') for (const key of KEYS) if (await isKey(host, key, signal)) found.push(key)
    if (found.length === 0) return ok('Nothing lies in a place that is taken for the right one by mistake.')
    return warning('Settings lie where the app does not look.', {
      detail: found.map((place) => `The app does not read ${place}.`),
      advice: `Move them to ${pathOf(host.platform, 'managed-device')}.`,
    })
  },
})

function ownFile(user: HostUser): string {
  return pathFor(pathOf('darwin', 'managed-earlier'), user)
}

/** Whether preferences, which hold what the app itself keeps, hold settings too. */
async function hasSettings(patient: Patient, path: string): Promise<boolean> {
  const bytes = await quietly(patient.host.read(path))
  if (!bytes) return false
  const document = await patient.document()
  const file = tryDecode({ path, bytes }, { document, format: 'plist' })
  if (!('profile' in file)) return false
  const names = new Set(document.keys.flatMap(({ name, legacyNames }) => [name, ...(legacyNames ?? [])]))
  return file.profile.settings.some(({ name }) => names.has(name))
}

/** Configurations of the app with settings in them, as releases before the library of configurations kept them. */
async function carriers(patient: Patient): Promise<string[]> {
  const { host } = patient
  const ids: PathId[] = host.platform === 'win32' ? ['app-config', 'app-config-msix'] : ['app-config']
  const found: string[] = []
  for (const user of await patient.users())
    for (const id of ids) {
      const path = pathFor(pathOf(host.platform, id), user)
      const reading = await readJson(host, path)
      if ('value' in reading && isRecord(reading.value) && isRecord(reading.value['enterpriseConfig'])) found.push(path)
    }
  return found
}

async function isKey(host: Host, key: string, signal: AbortSignal): Promise<boolean> {
  const run = await quietly(host.run(regOf(host), ['query', key, '/reg:64'], { timeoutMs: 5000, signal }))
  return run?.exitCode === 0
}
