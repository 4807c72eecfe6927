import { defineRule } from '../rule.js'

export const domainCollision = defineRule({
  group: 'conflicts',
  severity: 'warning',
  summary: 'One setting with two values on one system',
  why: 'Where two profiles set one preference differently, which of them counts is not defined: it can change with every installation. A profile that carries both forms, the app’s own domain and managed preferences, is such a pair in one file.',
  remedy: 'Keep each setting in one profile. Lint files that go to different machines in runs of their own.',
  source: 'macadmins/contour, collisions; vendors of consoles call overlapping payloads undefined',
  messages: {
    differs: ({ name, other }: { name: string; other: string }) =>
      `${name} has another value in ${other}; which one counts is not defined.`,
    forms: () =>
      'This profile carries the settings in two forms, as a payload of the app’s domain and as managed preferences.',
  },
  checkSet: (subjects, report) => {
    const seen = new Map<string, { file: string; value: string }>()
    for (const subject of subjects) {
      const { artifact, platform, settings } = subject
      // Authoring files are sources; what is delivered is made from them.
      if (platform === 'any') continue
      const kinds = artifact.stores.map(({ kind }) => kind)
      const second = artifact.stores.find(({ kind }) => kind === 'managed-preferences')
      if (second && kinds.includes('domain')) report(subject)('forms', {}, { range: second.node.range })
      for (const setting of settings) {
        const name = setting.key?.name ?? setting.name
        const value = canonical(setting.value)
        const id = `${platform} ${name}`
        const other = seen.get(id)
        if (!other) seen.set(id, { file: artifact.file ?? 'another file', value })
        else if (other.value !== value)
          report(subject)('differs', { name: setting.name, other: other.file }, { setting })
      }
    }
  },
})

/** The order of names in a map does not matter. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([left], [right]) => (left < right ? -1 : 1)))
      : part,
  )
}
