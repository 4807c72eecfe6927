import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { latestSchema } from '@cowork-mdm/schema'
import { afterAll, describe, expect, it } from 'vitest'
import { referenceResolver } from '../../src/io/reference-resolver.js'
import { parseProfile } from '../../src/parse-profile.js'
import { ProfileError } from '../../src/profile-error.js'
import { resolveReferences } from '../../src/references.js'

const SECRET = 'sk-planted-4711'
const document = await latestSchema()
const root = mkdtempSync(join(tmpdir(), 'cowork-mdm-references-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

const folder = join(root, 'profiles')
mkdirSync(join(folder, 'secrets'), { recursive: true })
const write = (name: string, content: string | Uint8Array) => writeFileSync(join(folder, name), content)
write('secrets/key.txt', `${SECRET}\n`)
write('two-lines.txt', `${SECRET}\n\n`)
write('windows.txt', `\uFEFF${SECRET}\r\n`)
write('empty.txt', '\n')
write('latin1.txt', Uint8Array.of(0x73, 0x6b, 0xe9))
write('large.txt', 'x'.repeat(1_000_001))
writeFileSync(join(root, 'outside.txt'), SECRET)
symlinkSync(join(root, 'outside.txt'), join(folder, 'leads-out.txt'))
symlinkSync(root, join(folder, 'folder-out'))
symlinkSync(join(folder, 'secrets', 'key.txt'), join(folder, 'stays-in.txt'))

const resolver = referenceResolver({
  env: { KEY: SECRET, EMPTY: '', OTHER: SECRET },
  allowEnv: ['KEY', 'EMPTY', 'NONE'],
  folder: root,
})

/** What a text in the profile `profiles/x.yaml` becomes. */
function resolved(text: string, resolve = resolver) {
  const yaml = `values:\n  inferenceGatewayApiKey: '${text}'`
  const [setting] = parseProfile(yaml, { document, file: 'profiles/x.yaml' }).profile.settings
  return resolveReferences(setting!, resolve)
}

function failure(text: string) {
  try {
    resolved(text)
  } catch (error) {
    if (!(error instanceof ProfileError)) throw error
    expect(error.problems).toEqual([{ message: error.message, file: 'profiles/x.yaml', range: [34, 36 + text.length] }])
    expect([error.message, error.hint].join()).not.toContain(SECRET)
    return [error.code, error.message.replace(' for inferenceGatewayApiKey', '')]
  }
  throw new Error('Expected a failure.')
}

it.each([
  ['${env:KEY}', SECRET],
  ['Bearer ${env:KEY}, ${file:secrets/key.txt}!', `Bearer ${SECRET}, ${SECRET}!`],
  ['${file:./secrets/../secrets/key.txt}', SECRET],
  ['${file:two-lines.txt}', `${SECRET}\n`],
  ['${file:windows.txt}', SECRET],
  ['${file:stays-in.txt}', SECRET],
  ['$${env:KEY}', '${env:KEY}'],
  ['$${env:KEY} ${env:KEY}', `\${env:KEY} ${SECRET}`],
])('%s', (text, value) => {
  expect(resolved(text)).toBe(value)
})

it('a setting that comes from no file names its files as seen from the folder of the call', () => {
  const setting = {
    name: 'a',
    value: '',
    references: [{ pointer: '', parts: [{ kind: 'file' as const, name: 'outside.txt' }] }],
  }
  expect(resolveReferences(setting, resolver)).toBe(SECRET)
})

it('a folder that is reached through a link', () => {
  symlinkSync(folder, join(root, 'linked'))
  const elsewhere = referenceResolver({ env: {}, allowEnv: [], folder: realpathSync(root) })
  expect(
    resolved('${file:secrets/key.txt}', (reference, setting) =>
      elsewhere(reference, { ...setting, source: { ...setting.source!, file: 'linked/x.yaml' } }),
    ),
  ).toBe(SECRET)
})

describe('refused', () => {
  const OUTSIDE = 'Expected a text file in the folder of the profile; '
  it.each<[text: string, code: string, message: string]>([
    ['${env:OTHER}', 'reference-refused', 'Expected a variable that may be read, found "OTHER".'],
    ['${env:}', 'reference-refused', 'Expected a variable that may be read, found "".'],
    ['${env:NONE}', 'reference-missing', 'Expected the variable NONE; it is not set.'],
    ['${env:EMPTY}', 'reference-missing', 'Expected the variable EMPTY; it is empty.'],
    ['${file:nothing.txt}', 'reference-missing', 'Expected the file nothing.txt; there is none.'],
    ['${file:empty.txt}', 'reference-missing', 'Expected text in the file empty.txt; it is empty.'],
    ['${file:}', 'reference-refused', `${OUTSIDE}"" is none.`],
    ['${file:.}', 'reference-refused', `${OUTSIDE}"." is none.`],
    ['${file:../outside.txt}', 'reference-refused', `${OUTSIDE}"../outside.txt" is none.`],
    ['${file:/etc/passwd}', 'reference-refused', `${OUTSIDE}"/etc/passwd" is none.`],
    ['${file:leads-out.txt}', 'reference-refused', `${OUTSIDE}leads-out.txt is a link that leads out of it.`],
    [
      '${file:folder-out/outside.txt}',
      'reference-refused',
      `${OUTSIDE}folder-out/outside.txt is a link that leads out of it.`,
    ],
    ['${file:secrets}', 'reference-refused', `${OUTSIDE}secrets is a folder or a device.`],
    ['${file:large.txt}', 'reference-refused', `${OUTSIDE}large.txt is longer than 1000000 bytes.`],
    ['${file:latin1.txt}', 'reference-refused', `${OUTSIDE}latin1.txt is not UTF-8.`],
  ])('%s', (text, code, message) => {
    expect(failure(text)).toEqual([code, message])
  })

  it.skipIf(process.platform === 'win32')('a pipe, without waiting for a writer', () => {
    execFileSync('mkfifo', [join(folder, 'pipe')])
    expect(failure('${file:pipe}')).toEqual(['reference-refused', `${OUTSIDE}pipe is a folder or a device.`])
  })

  it('names of properties that every object has', () => {
    const open = referenceResolver({ env: {}, allowEnv: ['constructor'], folder: root })
    expect(() => resolved('${env:constructor}', open)).toThrow('it is not set')
  })
})
