import { validateAdmx, type AdmxProblem } from '@cowork-mdm/encoder/admx'
import { loadPinnedSchema, pinnedVersions, policyName } from '@cowork-mdm/schema'
import { DOMParser, type Element } from '@xmldom/xmldom'
import { expect, test } from 'vitest'
import { renderAdmx, type TemplateFile } from '../src/index.js'
import { documents } from './documents.js'
import { kindsDocument } from './kinds-document.js'

const admxOf = async (document = kindsDocument) => renderAdmx(document)

/** All elements of a name, read by a parser that did not write them. */
function elements(text: string, name: string): Element[] {
  const document = new DOMParser({ onError: (_level, message) => expect.fail(message) }).parseFromString(
    text,
    'text/xml',
  )
  return [...document.getElementsByTagName(name)]
}

test.each([0, 1, 2])('golden file %i', async (index) => {
  const { files } = await admxOf()
  await expect(files[index]!.text).toMatchFileSnapshot(`golden/${files[index]!.path}.txt`)
})

test('what cannot be expressed is reported, what is left out is not selected', async () => {
  const { settings, omitted } = await admxOf()
  expect(omitted).toEqual([
    { setting: 'control\u0001', reason: 'not-printable' },
    { setting: 'nothing', reason: 'no-value' },
  ])
  for (const name of ['onlyOneP', 'undocumented', 'deprecated', 'removed', 'onlyRemote'])
    expect(settings).not.toContain(name)
})

test.each(documents)(
  '%s: references agree in an independent parser, and each setting has one policy',
  async (_version, load) => {
    const { files, settings, omitted } = await admxOf(await load())
    expect(omitted).toEqual([])
    expect(settings.length).toBeGreaterThan(70)
    const [definitions, ...languages] = files as [TemplateFile, TemplateFile, TemplateFile]
    const policies = elements(definitions.text, 'policy')
    const names = policies.map((policy) => policy.getAttribute('name'))
    expect(names).toEqual(settings.map((name) => policyName({ name })))

    const valueNames = policies.map((policy) => {
      const element = [...policy.getElementsByTagName('elements')][0]?.firstChild?.nextSibling as Element | undefined
      return policy.getAttribute('valueName') ?? element?.getAttribute('valueName')
    })
    expect(valueNames).toEqual(settings)

    const defined = (tag: string) => new Set(elements(definitions.text, tag).map((node) => node.getAttribute('name')))
    const [categories, supports] = [defined('category'), defined('definition')]
    for (const parent of elements(definitions.text, 'parentCategory'))
      expect(categories).toContain(parent.getAttribute('ref'))
    for (const policy of policies) {
      expect(supports).toContain(policy.getElementsByTagName('supportedOn')[0]!.getAttribute('ref'))
    }
    const wanted = (table: string) =>
      [...definitions.text.matchAll(new RegExp(`\\$\\(${table}\\.(\\w+)\\)`, 'g'))].map(([, id]) => id!)
    for (const { text } of languages) {
      const ids = (tag: string) => elements(text, tag).map((node) => node.getAttribute('id')!)
      expect(ids('string').sort()).toEqual([...new Set(wanted('string'))].sort())
      expect(ids('presentation').sort()).toEqual(wanted('presentation').sort())
    }
    expect(validateAdmx(files)).toEqual([])
  },
)

test('identifiers and registry values do not change from one release to the next', async () => {
  const [older, newer] = await Promise.all(
    pinnedVersions()
      .slice(-2)
      .map(async (version) => (await admxOf(await loadPinnedSchema(version))).files[0]!.text),
  )
  const policiesOf = (text: string) =>
    new Map(elements(text, 'policy').map((node) => [node.getAttribute('name'), node]))
  const [before, after] = [policiesOf(older!), policiesOf(newer!)]
  const kept = [...before].filter(([name]) => after.has(name))
  expect(kept.length).toBeGreaterThan(60)
  for (const [name, policy] of kept) {
    const shape = (node: Element) =>
      [
        node.getAttribute('key'),
        node.getAttribute('valueName'),
        ...[...node.getElementsByTagName('*')].map((child) => child.getAttribute('id') ?? ''),
      ].filter(Boolean)
    expect(shape(after.get(name)!), name!).toEqual(shape(policy))
  }
  expect(elements(older!, 'target')[0]!.getAttribute('namespace')).toBe(
    elements(newer!, 'target')[0]!.getAttribute('namespace'),
  )
})

test('policies can be for machines or users only', async () => {
  const { files } = await renderAdmx(kindsDocument, { policyClass: 'Machine' })
  expect(new Set(elements(files[0]!.text, 'policy').map((policy) => policy.getAttribute('class')))).toEqual(
    new Set(['Machine']),
  )
})

test('a choice with a text that no item can stand for is entered as text', async () => {
  const long = 'a'.repeat(256)
  const document = {
    ...kindsDocument,
    keys: kindsDocument.keys.map((key) =>
      key.name === 'enumeration' ? { ...key, value: { enum: ['b', long] } } : key,
    ),
  }
  const { files } = await admxOf(document)
  const policy = elements(files[0]!.text, 'policy').find((node) => node.getAttribute('name') === 'enumeration')!
  expect([...policy.getElementsByTagName('text')].map((node) => node.getAttribute('valueName'))).toEqual([
    'enumeration',
  ])
  expect(validateAdmx(files)).toEqual([])
})

const SPOILT: [code: AdmxProblem['code'], subject: string, spoil: (text: string) => string, file: string][] = [
  ['bad-id', 'te.xt', (text) => text.replace('<policy name="text"', '<policy name="te.xt"'), 'ClaudeDesktop.admx'],
  [
    'duplicate-id',
    'boolean',
    (text) => text.replace('<policy name="text"', '<policy name="boolean"'),
    'ClaudeDesktop.admx',
  ],
  [
    'missing-category',
    'Nowhere',
    (text) => text.replace('<parentCategory ref="Category_limits"/>', '<parentCategory ref="Nowhere"/>'),
    'ClaudeDesktop.admx',
  ],
  [
    'missing-support',
    'Nowhere',
    (text) => text.replace('<supportedOn ref="Since_1_2581_0"/>', '<supportedOn ref="Nowhere"/>'),
    'ClaudeDesktop.admx',
  ],
  [
    'missing-string',
    'boolean',
    (text) => text.replace('<string id="boolean">', '<string id="other">'),
    'en-US/ClaudeDesktop.adml',
  ],
  [
    'missing-presentation',
    'text',
    (text) => text.replace('<presentation id="text">', '<presentation id="other">'),
    'zh-CN/ClaudeDesktop.adml',
  ],
  [
    'unmatched-element',
    'text',
    (text) => text.replace('<textBox refId="text">', '<textBox refId="other">'),
    'zh-CN/ClaudeDesktop.adml',
  ],
  [
    'unmatched-element',
    'text',
    (text) => text.replace(/<textBox refId="text">(.*?)<\/textBox>/s, '<dropdownList refId="text">x</dropdownList>'),
    'en-US/ClaudeDesktop.adml',
  ],
  [
    'unsupported-control',
    'comboBox',
    (text) => text.replace(/<textBox refId="text">(.*?)<\/textBox>/s, '<comboBox refId="text">$1</comboBox>'),
    'en-US/ClaudeDesktop.adml',
  ],
  [
    'blocked-key',
    'Software\\Policies\\Microsoft\\Claude',
    (text) => text.replace('Software\\Policies\\Claude', 'Software\\Policies\\Microsoft\\Claude'),
    'ClaudeDesktop.admx',
  ],
  [
    'text-too-long',
    'PayloadUUID',
    (text) => text.replace('maxLength="32766"', 'maxLength="32767"'),
    'ClaudeDesktop.admx',
  ],
  [
    'text-too-long',
    'enumeration',
    (text) => text.replace('<string>grpc</string>', `<string>${'g'.repeat(256)}</string>`),
    'ClaudeDesktop.admx',
  ],
  ['not-admx', 'ClaudeDesktop.admx', (text) => text.replace('</policies>', ''), 'ClaudeDesktop.admx'],
  [
    'not-admx',
    'en-US/ClaudeDesktop.adml',
    (text) => text.replaceAll('policyDefinitionResources', 'other'),
    'en-US/ClaudeDesktop.adml',
  ],
  [
    'file-too-large',
    '1000001',
    (text) => text + ' '.repeat(1_000_001 - new TextEncoder().encode(text).length),
    'zh-CN/ClaudeDesktop.adml',
  ],
]

test.each(SPOILT)('the validator finds %s: %s', async (code, subject, spoil, path) => {
  const { files } = await admxOf()
  const spoilt = files.map((file) => (file.path === path ? { path, text: spoil(file.text) } : file))
  expect(spoilt).not.toEqual(files)
  expect(validateAdmx(spoilt)).toContainEqual(expect.objectContaining({ file: path, code, subject }))
})

test('the validator misses the English texts', async () => {
  const { files } = await admxOf()
  const problems = validateAdmx(files.filter(({ path }) => !path.startsWith('en-US')))
  expect(problems).toEqual([{ file: 'ClaudeDesktop.admx', code: 'no-english', subject: 'ClaudeDesktop.admx' }])
})
