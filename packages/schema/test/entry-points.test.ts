import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const source = fileURLToPath(new URL('../src/', import.meta.url))

/** What a module loads as soon as it is imported, with everything below: paths of files and names of packages. */
function staticImports(path: string, seen = new Set<string>()): Set<string> {
  const pattern = /^(?:import|export)\s+(?!type\b)[^'"]*?from\s+'([^']+)'|^import\s+'([^']+)'/gm
  for (const [, from, bare] of readFileSync(path, 'utf8').matchAll(pattern)) {
    const name = (from ?? bare)!
    const target = name.startsWith('.') ? join(dirname(path), name.replace(/\.js$/, '.ts')) : name
    if (seen.has(target)) continue
    seen.add(target)
    if (existsSync(target)) staticImports(target, seen)
  }
  return seen
}

const packages = (entry: string) => [...staticImports(join(source, entry))].filter((name) => !existsSync(name))

test('the main entry loads no package: commands that validate nothing start fast', () => {
  expect(packages('index.ts')).toEqual([])
  expect(staticImports(join(source, 'index.ts')).size).toBeGreaterThan(10)
})

test.each(['document.ts', 'values.ts'])('%s loads zod and nothing of Node', (entry) => {
  expect(packages(entry)).toEqual(['zod'])
})
