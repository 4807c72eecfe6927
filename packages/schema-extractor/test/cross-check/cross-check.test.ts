import { readFileSync } from 'node:fs'
import type { SchemaDocument } from '@cowork-mdm/schema'
import { describe, expect, it } from 'vitest'
import { compareFacts, type PublicList } from './compare-facts.js'
import { differenceRows, type KnownDifference, VERDICTS } from './known-differences.js'

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')
const { lists } = JSON.parse(read('public-facts.json')) as { lists: PublicList[] }
const known = JSON.parse(read('known-differences.json')) as KnownDifference[]
const page = read('../../../../docs/cross-check.md')
const document = (release: string) => JSON.parse(read(`../../../schema/pinned/${release}.json`)) as SchemaDocument

const comparisons = lists.flatMap((list) =>
  list.releases.map((release) => ({ list, release, ...compareFacts(list, document(release)) })),
)

describe('pinned documents and public lists', () => {
  for (const { list, release, differences } of comparisons) {
    it(`${release} differs from ${list.name} only where a verdict says so`, () => {
      const explained = known
        .filter((entry) => entry.list === list.name && entry.releases.includes(release))
        .flatMap(({ settings, fact }) => settings.map((setting) => `${setting} ${fact}`))
      const found = differences.map(({ setting, fact }) => `${setting} ${fact}`)
      const unexplained = differences.filter((_, index) => !explained.includes(found[index]!))
      expect(unexplained).toEqual([])
      expect(explained.filter((entry) => !found.includes(entry))).toEqual([])
    })
  }
})

describe('docs/cross-check.md', () => {
  const rows = page
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) =>
      line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim()),
    )

  it('counts what is compared', () => {
    const counted = comparisons.map(({ list, release, compared, differences }) => [
      list.name,
      release,
      String(compared),
      String(compared - differences.length),
      String(differences.length),
    ])
    const compared = comparisons.reduce((sum, comparison) => sum + comparison.compared, 0)
    const differing = comparisons.reduce((sum, comparison) => sum + comparison.differences.length, 0)
    const total = ['all', '', String(compared), String(compared - differing), String(differing)]
    expect(rows).toEqual(expect.arrayContaining([...counted, total]))
  })

  it('shows every difference with its verdict and reason', () => {
    expect(rows).toEqual(expect.arrayContaining(differenceRows(known)))
    expect(rows).toEqual(expect.arrayContaining(Object.entries(VERDICTS).map((entry) => [...entry])))
  })

  it('names the source of every list', () => {
    for (const { name, repository, path } of lists) {
      expect(rows).toContainEqual(expect.arrayContaining([name, repository, `\`${path}\``]))
    }
  })
})
