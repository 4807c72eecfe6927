import { test } from 'vitest'
import { localHost } from '@cowork-mdm/machine'
import { readPlugins } from '../src/index.js'
test('official', async () => {
  const t = process.cpuUsage()
  const set = await readPlugins(localHost(), '/tmp/market-plugins/official')
  console.log(set.plugins.length, set.elsewhere.length, process.cpuUsage(t))
  const count: Record<string, number> = {}
  for (const p of [...set.problems, ...set.plugins.flatMap((x) => x.problems)]) {
    count[p.severity + ' ' + p.code] = (count[p.severity + ' ' + p.code] ?? 0) + 1
    if (p.severity === 'error' || count[p.severity + ' ' + p.code]! < 4)
      console.log(p.severity, p.code, p.file, p.line, p.column, p.message)
  }
  console.log(count)
})
