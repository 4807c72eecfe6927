import { readerRules } from '@cowork-mdm/schema'
import { defineRule } from '../rule.js'
import type { Subject } from '../subject.js'

export const hiveHidden = defineRule({
  group: 'conflicts',
  severity: 'error',
  summary: 'Values under HKLM that hide everything under HKCU',
  why: 'Since 1.19367.0 the two hives are not merged: any value under HKLM, even an empty, misspelt or unnamed one, turns off everything under HKCU, without a message.',
  remedy: 'Keep all settings in one hive. Remove leftovers from HKLM, the unnamed value included.',
  source: 'reader rule machine-hive-hides-user: vendor changelog, 1.19367.0; lidge-jun/opencodex#2893',
  messages: {
    hidden: ({ other }: { other: string }) =>
      `These values under HKCU are not read: ${other} sets values under HKLM, which hide them.`,
  },
  checkSet: (subjects, report) => {
    const machine = subjects.find((subject) => countIn(subject, 'HKLM') > 0)
    if (!machine || !hides(machine)) return
    for (const subject of subjects) {
      const [store] = subject.artifact.stores.filter(({ hive, node }) => hive === 'HKCU' && node.entries.length > 0)
      const other = subject === machine ? 'this file' : (machine.artifact.file ?? 'another file')
      if (store) report(subject)('hidden', { other }, { range: store.node.range })
    }
  },
})

function hides({ context: { appVersion = '@next' } }: Subject): boolean {
  return readerRules(appVersion, 'win32').some(({ id }) => id === 'machine-hive-hides-user')
}

/** Values that are set; one that is removed (`"name"=-`) is none. */
function countIn({ artifact: { stores } }: Subject, wanted: string): number {
  const entries = stores.filter(({ hive }) => hive === wanted).flatMap(({ node }) => node.entries)
  return entries.filter(({ node }) => node.type !== 'null').length
}
