import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const source = fileURLToPath(new URL('../src', import.meta.url))
const page = readFileSync(new URL('../../../docs/schema-extraction.md', import.meta.url), 'utf8')
const code = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => readFileSync(`${source}/${path}`, 'utf8'))
  .join('\n')

/** Everything that a pattern's group matches in the source, each once, sorted. */
function used(...patterns: RegExp[]): string[] {
  const found = patterns.flatMap((pattern) => [...code.matchAll(pattern)].map((match) => match[1]!))
  return [...new Set(found)].sort()
}

/** Rows of the first table below a heading, cell by cell, without the head. */
function table(heading: string): string[][] {
  const section = page.split(`\n## ${heading}\n`)[1]!.split('\n## ')[0]!
  const rows = section.split('\n').filter((line) => line.startsWith('|'))
  return rows.slice(2).map((row) =>
    row
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  )
}

const codes = (heading: string) => table(heading).map(([cell]) => cell!.replaceAll('`', ''))

describe('docs/schema-extraction.md', () => {
  it('explains every diagnostic code, with its severity', () => {
    const reported = used(/\b(?:report|problem)\(\s*'([a-z-]+)'/g, /\bcode: '([a-z-]+)'/g)
    expect(codes('Diagnostics').sort()).toEqual(reported)
    for (const [cell, severity] of table('Diagnostics')) {
      const name = cell!.replaceAll('`', '')
      expect(code).toMatch(new RegExp(`'${name}'(?:,\\s*(?:severity: )?|: )'${severity!}'`))
    }
  })

  it('is not outwitted by a code that is no literal', () => {
    // `report(code, …)` passes on what `problem('…')` was given; any other form would escape the test above.
    expect(used(/\.(?:report|problem)\(\s*([^'\s)][^,\s]*)/g)).toEqual(['code'])
  })

  it('explains every error code', () => {
    const declared = /type ExtractionErrorCode =([^]*?)\n\n/.exec(code)![1]!
    const union = [...declared.matchAll(/'([a-z-]+)'/g)].map((match) => match[1]!).sort()
    expect(union).toEqual(expect.arrayContaining(used(/new ExtractionError\(\s*'([a-z-]+)'/g)))
    expect(codes('Errors').sort()).toEqual(union)
  })

  it('refers only to files that exist', () => {
    const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
    const named = [...page.matchAll(/`((?:shapes|code|evaluate|zod|source)\/[a-z0-9-]+\.ts)`/g)].map(
      (match) => match[1]!,
    )
    expect(named.length).toBeGreaterThan(5)
    expect(files).toEqual(expect.arrayContaining(named))
  })
})
