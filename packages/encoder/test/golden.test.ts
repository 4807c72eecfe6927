import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseProfile } from '@cowork-mdm/profile'
import { latestSchema } from '@cowork-mdm/schema'
import { describe, expect, it } from 'vitest'
import { formatOfPath } from '../src/detect-format.js'
import { encode } from '../src/encode.js'
import type { FormatName } from '../src/format.js'
import { FORMATS } from '../src/formats.js'

const document = await latestSchema()
const root = join(import.meta.dirname, 'golden')
const { profile } = parseProfile(readFileSync(join(root, 'profile.yaml'), 'utf8'), { document })

// Set to write the goldens anew; then read every line of the difference.
const isUpdate = process.env['UPDATE_GOLDENS'] !== undefined

describe.each(Object.keys(FORMATS) as FormatName[])('%s', (format) => {
  const folder = join(root, format)
  const { files, notes } = encode(profile, { format, document, allowSecrets: true, allowUnknown: true })
  const all = [...files, { path: 'notes.txt', bytes: Buffer.from(notes.map(({ message }) => `${message}\n`).join('')) }]

  it('writes what it wrote before, byte for byte', () => {
    if (isUpdate) rmSync(folder, { recursive: true, force: true })
    for (const { path, bytes } of isUpdate ? all : []) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), bytes)
    }
    const written = all.map(({ path }) => path).sort()
    const expected = existsSync(folder)
      ? readdirSync(folder, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) =>
            join(entry.parentPath, entry.name)
              .slice(folder.length + 1)
              .replaceAll('\\', '/'),
          )
      : []
    expect(written).toEqual(expected.sort())
    for (const { path, bytes } of all)
      expect(Buffer.from(bytes).equals(readFileSync(join(folder, path))), path).toBe(true)
  })

  it('is known by its endings, which no other format has', () => {
    expect(FORMATS[format].extensions.map((ending) => formatOfPath(`x${ending}`))).toEqual(
      FORMATS[format].extensions.map(() => format),
    )
  })
})
