import type { Host, Platform } from '@cowork-mdm/machine'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { openMachine, type OpenOptions } from './open-machine.js'
import { writeStore } from './simulated-registry.js'
import { folderInMemory } from '@cowork-mdm/test-support/temporary-folder'

export const PLATFORMS = ['darwin', 'win32', 'linux'] as const

export const LOCAL_POLICIES = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies'
export const CLAUDE = `${LOCAL_POLICIES}\\Claude`

/** Where the managed settings of the device are, below the root; on Windows the file that stands for the registry. */
export const DEVICE_FILES = {
  darwin: 'Library/Managed Preferences/com.anthropic.claudefordesktop.plist',
  linux: 'etc/claude-desktop/managed-settings.json',
  win32: 'registry.json',
} as const

const FACTS = {
  darwin: { users: [{ name: 'ann', home: '/Users/ann', uid: 501, gid: 20 }] },
  linux: {},
  win32: {
    env: { SystemRoot: 'C:\\Windows', USERNAME: 'ann', USERDOMAIN: 'OFFICE' },
    users: [{ name: 'ann', home: 'C:\\Users\\ann', sid: 'S-1-5-21-1-2-3-1001' }],
  },
} as const

/** Lays a machine into a folder; `files` by their path below the root. */
export function layMachine(
  root: string,
  platform: Platform,
  { files = {}, facts = {} }: { files?: Record<string, string | Uint8Array>; facts?: Record<string, unknown> } = {},
): void {
  const told = { platform, now: '2026-10-02T08:00:00Z', ...FACTS[platform], ...facts }
  for (const [path, content] of Object.entries({ ...files, 'host.json': JSON.stringify(told) })) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), content)
  }
  if (platform !== 'win32') return
  mkdirSync(join(root, 'C/Windows/Temp'), { recursive: true })
  if (!existsSync(join(root, DEVICE_FILES.win32))) writeStore(join(root, DEVICE_FILES.win32), { [LOCAL_POLICIES]: {} })
}

/** A machine of a platform in a new folder. */
export async function machine(
  platform: Platform,
  options: Parameters<typeof layMachine>[2] & OpenOptions = {},
): Promise<{ root: string; host: Host }> {
  const root = folderInMemory()
  layMachine(root, platform, options)
  return { root, host: await openMachine(root, options) }
}

/** Every file below a folder with its bytes, mode and time; folders with mode and time. */
export function snapshot(root: string, { without = [] }: { without?: string[] } = {}): Record<string, string> {
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => !without.includes(name))
  return Object.fromEntries(
    names.sort().map((name) => {
      const facts = statSync(join(root, name))
      const content = facts.isFile() ? readFileSync(join(root, name), 'latin1') : ''
      return [name, `${facts.mode.toString(8)} ${facts.mtimeMs} ${content}`]
    }),
  )
}
