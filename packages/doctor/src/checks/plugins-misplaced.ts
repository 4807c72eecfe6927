import type { Platform } from '@cowork-mdm/machine'
import { quietly, pathsOf } from '@cowork-mdm/machine'
import { defineCheck, EVERYWHERE, ok, warning } from '../check.js'

/** Where the app never looked, whatever a page says: managed-settings notes of 2026-11-22. */
const PLACES: Record<Platform, readonly string[]> = {
  darwin: ['/Library/Application Support/Claude-3p/org-plugins'],
  win32: ['C:\\ProgramData\\Claude\\org-plugins'],
  linux: ['/etc/claude-desktop/org-plugins', '/usr/share/claude-desktop/org-plugins'],
}

export const pluginsMisplaced = defineCheck({
  title: 'Plugins lie where the app looks, and nothing else does',
  group: 'plugins',
  platforms: EVERYWHERE,
  severity: 'warning',
  async run(patient) {
    const { host } = patient
    const found = []
    for (const place of PLACES[host.platform])
      if (await quietly(host.stat(place))) found.push(`The app does not look into ${place}.`)
    const users = host.platform === 'linux' ? [] : await patient.users()
    for (const { home } of users) {
      const parts =
        host.platform === 'darwin'
          ? ['Library', 'Application Support', 'Claude', 'org-plugins']
          : ['AppData', 'Roaming', 'Claude', 'org-plugins']
      const place = pathsOf(host.platform).join(home, ...parts)
      if (await quietly(host.stat(place))) found.push(`The app does not look into ${place}.`)
    }
    const clones = (await patient.plugins())?.entries.filter(({ isClone }) => isClone) ?? []
    found.push(...clones.map(({ path }) => `${path} is a clone of a repository; the app takes it for one plugin.`))
    if (found.length === 0) return ok('Nothing lies in a place that is taken for the right one by mistake.')
    return warning('Plugins lie where the app does not find them.', {
      detail: found,
      advice:
        clones.length > 0
          ? 'Run "cowork-mdm marketplace migrate", which moves clones out and links their plugins.'
          : 'Move them to the folder that "cowork-mdm paths show" names; on Linux manage allowedPluginMarketplaces instead.',
    })
  },
})
