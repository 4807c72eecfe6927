import type { InstalledPlugin, PluginHealth, PluginOrigin, UserSetting } from '@cowork-mdm/marketplace'
import { plainText } from '../output/plain-text.js'

const HEALTH: Readonly<Record<PluginHealth, string>> = {
  ok: 'ok',
  missing: 'missing',
  unlinked: 'taken away',
  dangling: 'leads nowhere',
  invalid: 'no plugin for the app',
  changed: 'changed since',
  repository: 'a repository, no plugin',
}

export function healthText({ health }: InstalledPlugin): string {
  return HEALTH[health]
}

/** Whether nothing has to be done about a plugin. */
export function isWell({ health }: InstalledPlugin): boolean {
  return health === 'ok' || health === 'unlinked'
}

export function originText(origin: PluginOrigin): string {
  switch (origin.kind) {
    case 'marketplace':
      return plainText(`marketplace ${origin.marketplace}`)
    case 'clone':
      return plainText(`clone ${origin.clone} in org-plugins`)
    case 'link':
      return plainText(`link to ${origin.target}`)
    case 'folder':
      return 'a folder'
  }
}

/** `on for 2, off for 1`; empty where nobody has chosen. */
export function usersText(users: readonly UserSetting[]): string {
  const [on, off] = [true, false].map((choice) => users.filter(({ enabled }) => enabled === choice).length) as [
    number,
    number,
  ]
  return [on > 0 && `on for ${on}`, off > 0 && `off for ${off}`].filter(Boolean).join(', ')
}
