import { PREFERENCE_DOMAIN } from '@cowork-mdm/schema'
import type { RawMap, RawNode } from '@cowork-mdm/profile'
import type { SettingStore } from '../../artifact.js'
import { note, type Note } from '../../notes.js'
import { childOf, textOf } from '../../plist/plist-nodes.js'
import { MANAGED_PREFERENCES } from './payload-forms.js'

/** Where in a payload the app's settings stand; everything else is noted. */
export function storesOf(payload: RawMap, notes: Note[]): SettingStore[] {
  const type = textOf(payload, 'PayloadType')
  if (type === PREFERENCE_DOMAIN) {
    const nested = childOf(payload, 'PayloadContent')
    if (nested) notes.push(note('foreign-entry', { detail: 'PayloadContent inside of a payload', range: nested.range }))
    return [{ kind: 'domain', node: payload }]
  }
  const domains = childOf(payload, 'PayloadContent')
  if (type === MANAGED_PREFERENCES && domains?.type === 'dict') {
    return domains.entries.flatMap(({ name, nameRange, node }) => {
      if (name === PREFERENCE_DOMAIN) return forcedFirst(node, notes)
      notes.push(note('foreign-entry', { detail: `The preference domain ${name}`, range: nameRange }))
      return []
    })
  }
  notes.push(note('foreign-entry', { detail: `A payload of type ${type ?? 'unknown'}`, range: payload.range }))
  return []
}

/** The states of one domain. Where a setting is both forced and set once, forced counts. */
function forcedFirst(domain: RawNode, notes: Note[]): SettingStore[] {
  const states = domain.type === 'dict' ? domain.entries : []
  return [...states]
    .sort((left, right) => Number(right.name === 'Forced') - Number(left.name === 'Forced'))
    .flatMap(({ name, nameRange, node }) => {
      const stores = (node.type === 'array' ? node.items : [node]).flatMap((state) => {
        const settings = childOf(state, 'mcx_preference_settings')
        return settings?.type === 'dict' ? [{ kind: 'managed-preferences' as const, node: settings }] : []
      })
      if (name !== 'Forced') notes.push(note('not-forced', { detail: name, range: nameRange }))
      return stores
    })
}
