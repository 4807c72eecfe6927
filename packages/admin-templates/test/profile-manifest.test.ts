import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { encodeValue } from '@cowork-mdm/schema/values'
import { parse } from 'plist'
import { expect, test } from 'vitest'
import { renderProfileManifest, type RenderOptions } from '../src/index.js'
import { templateModel } from '../src/model/template-model.js'
import { documents } from './documents.js'
import { KINDS, kindsDocument } from './kinds-document.js'

type Subkey = Record<string, unknown> & { pfm_name: string; pfm_type: string }

async function manifestOf(document = kindsDocument, options: RenderOptions = {}) {
  const model = await templateModel(document)
  const rendered = await renderProfileManifest(document, options)
  const manifest = parse(rendered.files[0]!.text) as unknown as Record<string, unknown> & { pfm_subkeys: Subkey[] }
  const subkey = (name: string) => manifest.pfm_subkeys.find((entry) => entry.pfm_name === name)
  return { ...rendered, text: rendered.files[0]!.text, model, manifest, subkey }
}

test('golden file', async () => {
  const { files } = await manifestOf()
  await expect(files[0]!.text).toMatchFileSnapshot(`golden/${files[0]!.path}.txt`)
})

test('the date is that of the documentation, and a fixed one where there is none', async () => {
  const dateOf = async (document: typeof kindsDocument) => (await manifestOf(document)).manifest['pfm_last_modified']
  expect(await dateOf({ ...kindsDocument, supplement: { asOf: '2026-10-02' } })).toEqual(
    new Date('2026-10-02T00:00:00Z'),
  )
  expect(await dateOf(kindsDocument)).toEqual(new Date('2001-01-01T00:00:00Z'))
})

test('the version is that of the next change', async () => {
  expect((await manifestOf(kindsDocument, { manifestVersion: 6 })).manifest['pfm_version']).toBe(6)
})

test('providers hide what is not theirs and demand what they need; secrets are masked', async () => {
  const { subkey } = await manifestOf(await documents.at(-1)![1]())
  expect(subkey('inferenceVertexProjectId')).toMatchObject({
    pfm_exclude: [{ pfm_target_conditions: [{ pfm_n_range_list: ['vertex'], pfm_target: 'inferenceProvider' }] }],
    pfm_conditionals: [
      {
        pfm_require: 'always',
        pfm_target_conditions: [{ pfm_range_list: ['vertex'], pfm_target: 'inferenceProvider' }],
      },
    ],
  })
  expect(subkey('inferenceGatewayApiKey')).toMatchObject({ pfm_sensitive: true, pfm_app_min: '1.2581.0' })
  expect(subkey('inferenceModels')).not.toHaveProperty('pfm_sensitive')
})

test('without the setting that chooses the provider there are no conditions', async () => {
  const keys = kindsDocument.keys.filter(({ name }) => name !== 'chooses')
  const { subkey } = await manifestOf({ ...kindsDocument, keys })
  expect(subkey('ofBedrock')).not.toHaveProperty('pfm_exclude')
  expect((await manifestOf()).subkey('ofBedrock')).toHaveProperty('pfm_exclude')
})

const TYPES: Record<string, (value: unknown) => boolean> = {
  string: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
  integer: Number.isInteger,
  real: (value) => typeof value === 'number',
}

test.each(documents)(
  '%s: each setting once after the payload’s own, defaults and examples of its type',
  async (_name, load) => {
    const { manifest, settings, model, subkey } = await manifestOf(await load())
    expect(manifest.pfm_subkeys.slice(0, 7).map((entry) => entry.pfm_name.startsWith('Payload'))).toEqual(
      Array(7).fill(true),
    )
    expect(manifest.pfm_subkeys.slice(7).map((entry) => entry.pfm_name)).toEqual(settings)
    for (const entry of manifest.pfm_subkeys) {
      const isOfType = TYPES[entry.pfm_type]!
      const values = [
        entry['pfm_default'],
        entry['pfm_value_placeholder'],
        ...((entry['pfm_range_list'] as unknown[]) ?? []),
      ]
      for (const value of values) if (value !== undefined) expect(isOfType(value), entry.pfm_name).toBe(true)
      expect(Object.keys(entry)).toEqual(Object.keys(entry).sort())
      expect(entry).toMatchObject({
        pfm_title: expect.stringMatching(/./),
        pfm_description: expect.stringMatching(/./),
      })
    }
    for (const { key, example } of model.settings) {
      const entry = subkey(key.name)
      if (!entry || example === undefined) continue
      const stored = encodeValue(key, example, { carrier: 'plist' })
      expect(TYPES[entry.pfm_type]!(stored), key.name).toBe(true)
      if (entry['pfm_format'] !== undefined) expect(stored).toMatch(new RegExp(entry['pfm_format'] as string))
    }
  },
)

test.each(Object.entries(KINDS))('%s: ranges and formats let through what is right', async (name, { good, bad }) => {
  const { subkey, model } = await manifestOf()
  const { key, kind } = model.settings.find((setting) => setting.key.name === name)!
  const entry = subkey(name)!
  const admits = (value: unknown) =>
    TYPES[entry.pfm_type]!(value) &&
    (entry['pfm_range_list'] === undefined || (entry['pfm_range_list'] as unknown[]).includes(value)) &&
    (entry['pfm_range_min'] === undefined || (value as number) >= (entry['pfm_range_min'] as number)) &&
    (entry['pfm_range_max'] === undefined || (value as number) <= (entry['pfm_range_max'] as number)) &&
    (entry['pfm_format'] === undefined || new RegExp(entry['pfm_format'] as string).test(value as string))
  expect(admits(encodeValue(key, good, { carrier: 'plist' }))).toBe(true)
  // The format has no lengths and no excluded ends.
  if (kind.stored !== 'json' && bad !== undefined && name !== 'text' && name !== 'number')
    expect(admits(bad)).toBe(false)
})

/** The project's own check, where Python and github.com/homebysix/pre-commit-macadmin are installed (PYTHON, PYTHONPATH). */
const python = process.env['PYTHON'] ?? 'python3'
const hook = (name: string, ...args: string[]) =>
  spawnSync(python, ['-m', `pre_commit_macadmin_hooks.${name}`, ...args], { encoding: 'utf8' })
const hasHooks = hook('check_preference_manifests').status === 0

test.skipIf(!hasHooks).each(documents)(
  '%s: passes the pre-commit check of ProfileManifests, already formatted',
  async (_name, load) => {
    const { text } = await manifestOf(await load())
    const folder = mkdtempSync(join(tmpdir(), 'cowork-mdm-manifest-'))
    try {
      const file = join(folder, 'com.anthropic.claudefordesktop.plist')
      writeFileSync(file, text)
      for (const name of ['check_preference_manifests', 'check_plists', 'format_xml_plist']) {
        const { status, stdout, stderr } = hook(name, file)
        expect({ name, status, stdout, stderr }).toMatchObject({ name, status: 0, stdout: '' })
      }
    } finally {
      rmSync(folder, { recursive: true })
    }
  },
)
