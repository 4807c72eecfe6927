import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { latestSchema } from '@cowork-mdm/schema'
import { Ajv } from 'ajv'
import { build } from 'esbuild'
import { temporaryFolder } from '@cowork-mdm/test-support/temporary-folder'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { profileJsonSchema } from '../src/editor/profile-json-schema.js'
import { resolveLayers } from '../src/layers/resolve-layers.js'
import { parseProfile } from '../src/parse-profile.js'
import { validateProfile } from '../src/validate-profile.js'

const document = await latestSchema()
const root = join(import.meta.dirname, '../../..')
const page = readFileSync(join(root, 'docs/authoring.md'), 'utf8')
const blocks = (language: string) =>
  [...page.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, 'gm'))].map(([, text]) => text!)

/** Files of the page, by the name in their first line. */
const yaml = new Map(blocks('yaml').map((text) => [/^# (?:yaml-language-server: )?(\S+)/.exec(text)![1]!, text]))

const resolved = async (file: string) => {
  const read = async (path: string) => yaml.get(path)!
  return (await resolveLayers(parseProfile(yaml.get(file)!, { document, file }), { document, read })).profile
}

describe('docs/authoring.md', () => {
  it.each([...yaml.keys()])('%s is a valid profile', async (file) => {
    const profile = await resolved(file)
    expect(validateProfile(profile, document, { textOf: (name) => yaml.get(name!) })).toEqual([])
    const accepts = new Ajv({ strict: false, logger: false }).compile(await profileJsonSchema(document))
    expect([accepts(parse(yaml.get(file)!)), accepts.errors]).toEqual([true, null])
  })

  it('YAML and JSON text say the same', async () => {
    const [native, json] = await Promise.all([resolved('models.yaml'), resolved('models-as-json.yaml')])
    expect(json.settings.map(({ value }) => value)).toEqual(native.settings.map(({ value }) => value))
  })

  it('layers give what the page says', async () => {
    const { settings, ...fields } = await resolved('team.yaml')
    expect(fields).toEqual({ name: 'Claude Desktop (test)', identifier: 'com.example.claude-desktop.test' })
    expect(settings.map(({ name, value }) => [name, value])).toEqual([
      ['disableNonessentialTelemetry', true],
      ['autoUpdaterEnforcementHours', 4],
      ['isDesktopExtensionEnabled', null],
      ['deploymentDisplayName', 'Team'],
    ])
  })

  it('scripts run and print what the page says', async () => {
    const folder = temporaryFolder()
    for (const [file, text] of yaml) {
      if (file.includes('=')) continue
      mkdirSync(dirname(join(folder, file)), { recursive: true })
      writeFileSync(join(folder, file), text)
    }
    const printed: string[] = []
    for (const text of blocks('js')) {
      // From the sources, so that no build stands between a change and its test.
      await build({
        stdin: { contents: text, resolveDir: root },
        bundle: true,
        splitting: true,
        format: 'esm',
        platform: 'neutral',
        conditions: ['@cowork-mdm/source', 'module'],
        mainFields: ['module', 'main'],
        external: ['node:*'],
        loader: { '.yaml': 'text' },
        outdir: folder,
        outExtension: { '.js': '.mjs' },
        logLevel: 'silent',
      })
      printed.push(execFileSync(process.execPath, ['stdin.mjs'], { cwd: folder, encoding: 'utf8' }))
    }
    expect(printed).toEqual(['', '0 4\n'])
    expect(page).toContain('This prints `0 4`')
    expect(readFileSync(join(folder, 'profile.schema.json'), 'utf8')).toContain('"disableAutoUpdates"')
  })
})

it('README.md', () => {
  const text = readFileSync(join(root, 'packages/profile/templates/update-policy.yaml'), 'utf8')
  const { profile } = parseProfile(text, { document, file: 'update-policy.yaml' })
  const [first] = validateProfile(profile, document, { appVersion: '1.46388.0', textOf: () => text })
  expect(first).toMatchObject({ code: 'not-in-version', severity: 'error', key: 'configRecheckIntervalMinutes' })
})
