import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { SchemaDocument } from '@cowork-mdm/schema'

/** Version in the `package.json` of every packed fixture. */
export const FIXTURE_VERSION = '1.31500.0'

/** A source of ours, and the folder of the document that every build of it must give. */
export interface Fixture {
  name: string
  shape: 'flat' | 'flat-key' | 'generic'
  expected: string
  /** Warnings that are right for it, as `severity code key`. */
  complaints?: readonly string[]
}

export const FIXTURES = {
  flat: { name: 'flat', shape: 'flat', expected: 'flat' },
  'flat-key': { name: 'flat-key', shape: 'flat-key', expected: 'flat-key-zod4' },
  generic: { name: 'generic', shape: 'generic', expected: 'generic', complaints: ['warning unknown-shape -'] },
  'flat-key-zod4': { name: 'flat-key-zod4', shape: 'flat-key', expected: 'flat-key-zod4' },
} as const satisfies Record<string, Fixture>

const folder = fileURLToPath(new URL('../fixtures/', import.meta.url))

/** A file of a fixture's source, by its path below `src`. */
export function fixtureSource(fixture: Fixture, file: string): string {
  return `${folder}${fixture.name}/src/${file}`
}

/** What a document must say about the fixture, written by hand: all facts but places, checksums and diagnostics. */
export function expectedDocument(fixture: Fixture): Omit<SchemaDocument, 'diagnostics'> {
  const text = readFileSync(`${folder}${fixture.expected}/expected.json`, 'utf8')
  return JSON.parse(text) as Omit<SchemaDocument, 'diagnostics'>
}
