import { pathFor, pathOf } from '@cowork-mdm/host'
import type { Host, HostUser, Platform } from '@cowork-mdm/machine'
import { regOf } from '@cowork-mdm/machine'
import { tryDecode } from '@cowork-mdm/encoder'
import { defineCheck, EVERYWHERE, ok, warning } from '../check.js'
import { quietly } from '../facts/look.js'
import type { Patient } from '../patient.js'

/** Files that look like managed settings and that the app never reads. */
const FILES: Record<Platform, readonly string[]> = {
  // Linux's path on a Mac: LiteLLM-Labs/litellm-relay#43, agentdesktop-dev/agentdesktop#93.
  darwin: [pathOf('linux', 'managed-device'), '/etc/claude-desktop/enterprise.json'],
  win32: ['C:\\ProgramData\\Claude\\managed-settings.json'],
  linux: [pathOf('linux', 'managed-earlier'), '/etc/claude/managed-settings.json'],
}

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
    if (host.platform === 'darwin')
      for (const user of await patient.users()) if (await hasOwnSettings(patient, user)) found.push(ownFile(user))
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

/** Whether a user's own preferences, which hold what the app itself keeps, hold settings too. */
async function hasOwnSettings(patient: Patient, user: HostUser): Promise<boolean> {
  const path = ownFile(user)
  const bytes = await quietly(patient.host.read(path))
  if (!bytes) return false
  const document = await patient.document()
  const file = tryDecode({ path, bytes }, { document, format: 'plist' })
  if (!('profile' in file)) return false
  const names = new Set(document.keys.flatMap(({ name, legacyNames }) => [name, ...(legacyNames ?? [])]))
  return file.profile.settings.some(({ name }) => names.has(name))
}

async function isKey(host: Host, key: string, signal: AbortSignal): Promise<boolean> {
  const run = await quietly(host.run(regOf(host), ['query', key, '/reg:64'], { timeoutMs: 5000, signal }))
  return run?.exitCode === 0
}
