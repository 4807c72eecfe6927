import type { PluginProblem } from '@cowork-mdm/marketplace'
import { counted } from '@cowork-mdm/schema'
import { defineCheck, failure, ok, skipped, warning } from '../check.js'

const MOST_NAMED = 20
const NEITHER = 'Expected .claude-plugin/plugin.json or SKILL.md, found neither.'

type Line = Pick<PluginProblem, 'severity' | 'file' | 'message'> & { name: string }

const RANK = { error: 0, warning: 1, info: 2 }

export const pluginsManifests = defineCheck({
  title: 'The app takes every plugin',
  group: 'plugins',
  platforms: ['darwin', 'win32'],
  severity: 'error',
  async run(patient) {
    const plugins = await patient.plugins()
    const entries =
      plugins?.entries.filter(({ real, kind, isClone }) => kind !== 'file' && real !== undefined && !isClone) ?? []
    if (entries.length === 0) return skipped('There are no plugins.')
    const lines = entries
      .flatMap(({ name, plugin, problems }): Line[] => {
        const told = problems.map((problem) => ({ ...problem, name }))
        return plugin || told.length > 0 ? told : [{ name, severity: 'error', file: '.', message: NEITHER }]
      })
      .sort((left, right) => RANK[left.severity] - RANK[right.severity])
    const detail = lines
      .slice(0, MOST_NAMED)
      .map(({ name, file, message }) => `${name}${file === '.' ? '' : `/${file}`}: ${message}`)
    if (lines.length > MOST_NAMED) detail.push(`… and ${lines.length - MOST_NAMED} more`)
    const broken = new Set(lines.flatMap(({ name, severity }) => (severity === 'error' ? [name] : [])))
    if (broken.size > 0) {
      return failure(`${counted(broken.size, 'plugin')} that the app passes over, or should not have.`, {
        detail,
        advice: 'Correct the plugin where it comes from, and deliver it again.',
      })
    }
    if (lines.some(({ severity }) => severity === 'warning'))
      return warning(`${counted(entries.length, 'plugin')}, not all of them as they should be.`, {
        detail,
        advice: 'Correct them where they come from.',
      })
    return ok(`${counted(entries.length, 'plugin')}.`, { detail })
  },
})
