import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const dist = fileURLToPath(new URL('../dist/', import.meta.url))

/** A chunk of the build and all that is loaded with it. */
function loadedWith(file: string, seen = new Set<string>()): string[] {
  if (seen.has(file)) return []
  seen.add(file)
  const imports = [
    ...readFileSync(join(dist, file), 'utf8').matchAll(/^(?:import|\} from|import .* from) ?"\.\/(.*)";$/gm),
  ]
  return [file, ...imports.flatMap(([, chunk = '']) => loadedWith(chunk, seen))]
}

function textOf(files: string[]): string {
  return files.map((file) => readFileSync(join(dist, file), 'utf8')).join('\n')
}

/** The chunk of a command of `schema`; `profile diff` has one of the same name. */
const chunkOf = (command: string) =>
  readdirSync(dist).find((name) => name.startsWith(`${command}-command-`) && textOf([name]).includes(`src/schema/`)) ??
  ''

test('the start of the tool loads little, and no library', () => {
  expect(existsSync(join(dist, 'main.js'))).toBe(true)
  const loaded = textOf(loadedWith('main.js'))
  expect(loaded.length).toBeLessThan(64_000)
  expect(loaded).not.toMatch(/node_modules|packages\/|\.\.\/(?:machine|schema|schema-extractor)\//)
})

test.each(['list', 'show', 'versions', 'diff'])('schema %s loads neither zod nor the extractor', (command) => {
  const loaded = loadedWith(chunkOf(command))
  expect(loaded.length).toBeGreaterThan(1)
  expect(textOf(loaded)).not.toMatch(/node_modules\/(?:zod|acorn|@electron)|schema-extractor\/src/)
})
