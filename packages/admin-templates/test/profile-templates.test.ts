import { loadTemplate, parseProfile, templateNames } from '@cowork-mdm/profile'
import { keyNamed, latestSchema } from '@cowork-mdm/schema'
import { encodeValue } from '@cowork-mdm/schema/values'
import draft4 from 'ajv-draft-04'
import Ajv2020 from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import Ajv from 'ajv'
import { beforeAll, expect, test } from 'vitest'
import { parse } from 'yaml'
import { renderJamfManifest, renderJsonSchemas } from '../src/index.js'

type Accepts = ((value: unknown) => boolean) & { errors?: unknown }
let jamf: Accepts
let linux: Accepts
let linuxNames: string[]
let profiles: Accepts[]

beforeAll(async () => {
  const document = await latestSchema()
  const [manifest] = (await renderJamfManifest(document)).files
  jamf = new draft4.default({ strict: false }).compile(JSON.parse(manifest!.text) as object)
  const { files } = await renderJsonSchemas(document)
  const { text } = files.find(({ path }) => path === '2020-12/linux-managed-settings.schema.json')!
  const schema = JSON.parse(text) as { properties: object }
  linuxNames = Object.keys(schema.properties)
  const ajv = new Ajv2020.default()
  addFormats.default(ajv)
  linux = ajv.compile(schema)
  profiles = files
    .filter(({ path }) => path.endsWith('/profile.schema.json'))
    .map((file) => {
      const own = file.path.startsWith('2020-12')
        ? new Ajv2020.default({ strict: false })
        : new Ajv.default({ strict: false })
      addFormats.default(own)
      return own.compile(JSON.parse(file.text) as object)
    })
  expect(profiles).toHaveLength(2)
})

test.each(templateNames())(
  'the profile template %s is accepted by the Jamf manifest, the Linux schema and those of profiles',
  async (name) => {
    const document = await latestSchema()
    // What is to be filled in is filled in with something of the right form.
    const text = (await loadTemplate(name))
      .replace(/REPLACE_\w*UUID/g, '00000000-0000-4000-8000-000000000000')
      .replace(/REPLACE_\w*REGION/g, 'us-east-1')
      .replace(/REPLACE_\w*ACCOUNT\w*/g, '123456789012')
      .replace(/repo: REPLACE_\w*/g, 'repo: example/plugins')
      .replace(/REPLACE_\w*/g, 'example')
    const { settings } = parseProfile(text, { document }).profile
    for (const accepts of profiles) expect(accepts(parse(text)), JSON.stringify(accepts.errors)).toBe(true)
    expect(settings.length).toBeGreaterThan(0)
    const stored = settings.map(({ name: setting, value }) => {
      return [setting, encodeValue(keyNamed(document, setting), value, { carrier: 'plist' })]
    })
    expect(jamf(Object.fromEntries(stored)), JSON.stringify(jamf.errors)).toBe(true)
    const native = settings.filter((setting) => linuxNames.includes(setting.name))
    const file = Object.fromEntries(native.map((setting) => [setting.name, setting.value]))
    expect(linux(file), JSON.stringify(linux.errors)).toBe(true)
  },
)
