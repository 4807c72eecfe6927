import { defineRule } from '../rule.js'

export const setTwice = defineRule({
  group: 'versions',
  severity: 'error',
  summary: 'A setting that is set more than once',
  why: 'Where a setting stands twice, under its name and an earlier one, in two payloads or in another case, one of them counts and the other is ignored. Which one depends on the reader.',
  remedy: 'Remove one of them.',
  source: 'reader rule legacy-names-renamed; the readers of the formats',
  messages: {
    alias: ({ name, key }: { name: string; key: string }) =>
      `${name} is an earlier name of ${key}, which is set as well; the app ignores the earlier one.`,
    again: ({ name, detail }: { name: string; detail: string }) => `${name} is set more than once; ${detail}.`,
  },
  check: ({ artifact, settings }, report) => {
    const names = new Set(settings.map(({ name }) => name))
    const aliases = new Map<string, string>()
    for (const setting of settings) {
      const { name, key } = setting
      if (!key || key.name === name) continue
      const other = names.has(key.name) ? key.name : aliases.get(key.name)
      if (other !== undefined) report('alias', { name, key: other }, { setting, atName: true })
      aliases.set(key.name, name)
    }
    for (const { code, key = '', detail = '', range } of artifact.notes)
      if (code === 'set-twice') report('again', { name: key, detail }, { range })
  },
})
