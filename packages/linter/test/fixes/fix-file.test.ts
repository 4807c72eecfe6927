import { encode, tryDecode, type FileBytes, type FormatName } from '@cowork-mdm/encoder'
import { loadExamples } from '@cowork-mdm/schema'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Finding } from '../../src/finding.js'
import { fixFile } from '../../src/fixes/fix-file.js'
import { lint, type LintOptions } from '../../src/lint.js'
import { RULES, type RuleId } from '../../src/rules.js'
import { document, filesOf, optionsOf } from '../support/fixtures.js'

const rules = Object.keys(RULES) as RuleId[]
const bad = rules.flatMap((rule) => filesOf(rule, 'bad').map((file) => [`${rule}/${file.path}`, file, rule] as const))
const found = (file: FileBytes, options: LintOptions) => lint([tryDecode(file, { document })], options)
/** Findings under the present names of settings, as a fix may have renamed them. */
const gist = (findings: readonly Finding[]) =>
  findings.map(
    ({ rule, message }) => `${rule} ${[...present].reduce((text, [old, name]) => text.replaceAll(old, name), message)}`,
  )
const present = document.keys.flatMap(({ name, legacyNames = [] }) => legacyNames.map((old) => [old, name] as const))
const fixable = (findings: readonly Finding[]) => findings.filter(({ fix }) => fix)

/** A mended file has nothing left to mend and nothing new; mending it again changes nothing. */
function expectFixed(file: FileBytes, options: LintOptions): Uint8Array {
  const { bytes, fixed } = fixFile(file, options)
  const after = { path: file.path, bytes }
  const before = gist(found(file, options))
  expect(fixable(found(after, options))).toEqual([])
  expect(gist(found(after, options)).filter((text) => !before.includes(text))).toEqual([])
  const again = fixFile(after, options)
  expect(again.fixed).toEqual([])
  // Comparing them byte by byte takes the test runner seconds.
  expect(Buffer.compare(again.bytes, bytes)).toBe(0)
  if (fixed.length === 0) expect(Buffer.compare(bytes, file.bytes)).toBe(0)
  return bytes
}

describe('fixFile', () => {
  it.each(bad)('%s lints clean of what can be mended, without anything new', (_, file, rule) => {
    expectFixed(file, optionsOf(rule))
  })

  it('some fixtures have something to mend', () => {
    const mended = bad.filter(([, file, rule]) => fixFile(file, optionsOf(rule)).fixed.length > 0)
    expect(new Set(mended.map(([, , rule]) => rule)).size).toBeGreaterThan(7)
  })

  it('keeps the encoding, the byte order mark and the line ends of what it does not mend', () => {
    const text =
      'Windows Registry Editor Version 5.00\r\n\r\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Claude]\r\n"isDxtEnabled"="Zürich"\r\n'
    const bytes = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')])
    const fixed = Buffer.from(expectFixed({ path: 'a.reg', bytes }, { document }))
    expect(fixed.subarray(0, 2)).toEqual(Buffer.from([0xff, 0xfe]))
    expect(fixed.subarray(2).toString('utf16le')).toBe(text.replace('isDxtEnabled', 'isDesktopExtensionEnabled'))
  })

  it('turns an ANSI registry file into UTF-16, with the characters that were meant', () => {
    const text =
      'REGEDIT4\r\n\r\n[HKEY_CURRENT_USER\\SOFTWARE\\Policies\\Claude]\r\n"deploymentDisplayName"="Zürich"\r\n'
    const { bytes } = fixFile({ path: 'a.reg', bytes: Buffer.from(text, 'latin1') }, { document })
    expect(Buffer.from(bytes).subarray(2).toString('utf16le')).toContain('Zürich')
  })

  it('leaves a file alone that it cannot read, and a binary one', () => {
    const broken = { path: 'a.yaml', bytes: Buffer.from('values:\n\tx: 1\n') }
    expect(fixFile(broken, { document })).toEqual({ bytes: broken.bytes, fixed: [] })
    const settings = [{ name: 'isDxtEnabled', value: false }]
    const [binary] = encode({ settings }, { format: 'plist-binary', document }).files
    expect(fixFile(binary!, { document })).toEqual({ bytes: binary!.bytes, fixed: [] })
  })

  it('does not mend what a comment accepts', () => {
    const text = 'values:\n  # cowork-mdm-disable-next-line renamed-key -- old fleet\n  isDxtEnabled: false\n'
    const bytes = Buffer.from(text)
    expect(fixFile({ path: 'a.yaml', bytes }, { document })).toEqual({ bytes, fixed: [] })
  })

  it('never makes anything worse, whatever is set in whichever format', async () => {
    const examples = Object.entries(await loadExamples())
    const format = fc.constantFrom<FormatName>('mobileconfig', 'plist', 'reg', 'yaml', 'linux')
    const damage = fc.constantFrom<(text: string) => string>(
      (text) => text,
      (text) => text.replaceAll('\n', '\r\n'),
      (text) => text.replace('https://', ' https://'),
      (text) => text.replace('example', 'exa\\ mple'),
      (text) => `\ufeff${text}`,
    )
    fc.assert(
      fc.property(fc.subarray(examples, { minLength: 1, maxLength: 20 }), format, damage, (chosen, name, harm) => {
        const settings = chosen.map(([key, value]) => ({ name: key, value }))
        const options = { format: name, document, allowSecrets: true, allowUnknown: true }
        // To the registry, names that differ in case are one.
        const chosenOnce =
          name === 'reg' ? settings.filter((setting) => setting.name !== 'enduserAttribution') : settings
        const [file] = encode({ name: 'Any', settings: chosenOnce }, options).files
        if (name === 'reg') return void expectFixed(file!, { document })
        const bytes = Buffer.from(harm(Buffer.from(file!.bytes).toString('utf8')))
        expectFixed({ path: file!.path, bytes }, { document })
      }),
      { numRuns: 40 },
    )
  })
})
