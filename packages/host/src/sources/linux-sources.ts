import { pathsOf, type Host } from '@cowork-mdm/machine'
import type { SchemaDocument } from '@cowork-mdm/schema'
import { pathOf } from '../paths/paths.js'
import { accessProblems } from './access-problems.js'
import type { ManagedSource } from './managed-source.js'
import { readFile } from './read-file.js'
import { sourceOf } from './source-of.js'

/**
 * The one managed file of Linux. It and its folder have to be root's, nobody else may write to them, and neither may be a
 * link; the app refuses it otherwise (reader rule `linux-file-ownership`).
 */
export async function linuxSources(host: Host, document: SchemaDocument): Promise<ManagedSource[]> {
  const place = pathOf('linux', 'managed-device')
  const name = { id: 'managed-device', tier: 'managed', label: 'managed file', place } as const
  const source = sourceOf(name, await readFile(host, place), { format: 'linux', document })
  if (source.state === 'absent') return [source]
  const refusals = await refusalsOf(host, place)
  if (refusals.length === 0) return [source]
  // That a link leads nowhere is of no interest beside its being one.
  const others = source.problems.filter(({ code }) => !refusals.some((refusal) => refusal.code === code))
  return [{ ...source, state: 'refused', problems: [...refusals, ...others] }]
}

async function refusalsOf(host: Host, file: string) {
  const problems = []
  for (const path of [file, pathsOf('linux').dirname(file)]) {
    const facts = await host.stat(path).catch(() => undefined)
    if (facts) problems.push(...accessProblems(path, facts))
  }
  return problems
}
