import { keyNamed, type SchemaDocument } from '@cowork-mdm/schema'
import type { LintedSetting } from '../subject.js'
import { defineRule } from '../rule.js'

const POLICIES = /^HKEY_(?:LOCAL_MACHINE|CURRENT_USER)\\SOFTWARE\\(?:WOW6432Node\\)?Policies\\Claude(\\.+)?$/i

export const subkeyUnread = defineRule({
  group: 'types',
  severity: 'error',
  summary: 'A setting in a subkey, or under a name with dots',
  why: 'Every setting is one value under one name. Registry subkeys, the 32-bit view of the registry and names such as `inferenceGatewayOidc.clientId` are never read: the app behaves as if nothing stood there.',
  remedy: 'Write the whole setting as one value; a map as one JSON text, under the name before the dot.',
  source: 'reader rule subkeys-unread',
  messages: {
    dotted: ({ name, key }: { name: string; key: string }) =>
      `${name} is never read: names have no dots. Write ${key} as one map.`,
    subkey: ({ path }: { path: string }) =>
      `${path} is never read; put the values into SOFTWARE\\Policies\\Claude itself.`,
  },
  check: ({ artifact: { format, raw }, settings, context: { document } }, report) => {
    for (const setting of settings) {
      const { name } = setting
      if (isDotted(setting, document)) report('dotted', { name, key: name.split('.')[0]! }, { setting, atName: true })
    }
    if (format !== 'reg' || raw.type !== 'dict') return
    for (const { name: path, nameRange, node } of raw.entries) {
      const isOther = POLICIES.exec(path)?.[1] !== undefined || (POLICIES.test(path) && /\\WOW6432Node\\/i.test(path))
      if (isOther && node.type === 'dict' && node.entries.length > 0) report('subkey', { path }, { range: nameRange })
    }
  },
})

/** Whether a name is that of a known setting, and of something inside of it. */
export function isDotted({ name, key }: LintedSetting, document: SchemaDocument): boolean {
  const [outer = ''] = name.split('.')
  return !key && outer !== name && keyNamed(document, outer) !== undefined
}
