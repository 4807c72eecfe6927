// The main job on a machine without the app: build a sample app, read its settings out of the packed app, show them, check a
// profile against them and write it for macOS and Windows.
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { encode } from '@cowork-mdm/encoder'
import { parseProfile, validateProfile } from '@cowork-mdm/profile'
import { extractSchema } from '@cowork-mdm/schema-extractor'
import { buildSampleApp } from '../sample-app/build-sample-app.mjs'

/** @type {import('@cowork-mdm/encoder').FormatName[]} */
const FORMATS = ['mobileconfig', 'plist', 'yaml']

const folder = await mkdtemp(join(tmpdir(), 'cowork-mdm-quickstart-'))
try {
  const app = await buildSampleApp(folder)
  const { size } = await stat(app)
  console.log(`Built a sample app: app.asar, ${Math.round(size / 1024)} KB, minified.`)

  const started = performance.now()
  const { document, diagnostics } = await extractSchema(app)
  const took = Math.round(performance.now() - started)
  console.log(`Read ${document.keys.length} settings of version ${document.appVersion} out of it in ${took} ms:\n`)
  printTable(document.keys)
  const warnings = diagnostics.filter(({ severity }) => severity !== 'info')
  for (const { code, message } of warnings) console.log(`${code}: ${message}`)

  const file = join(import.meta.dirname, 'profile.yaml')
  const { profile } = parseProfile(await readFile(file, 'utf8'), { document, file: 'profile.yaml' })
  const problems = validateProfile(profile, document)
  console.log(
    `\nChecked profile.yaml, ${profile.settings.length} settings of that schema: ${problems.length} problems.`,
  )
  for (const format of FORMATS) {
    const { files } = encode(profile, { format, document })
    for (const { path, bytes } of files) console.log(`  ${format}: ${path}, ${bytes.length} bytes`)
  }
} finally {
  await rm(folder, { recursive: true })
}

console.log(`
What to do next
  npx cowork-mdm schema list                             the settings of Claude Desktop known today
  npx cowork-mdm schema show coworkEgressAllowedHosts    one of them in full
  npx cowork-mdm schema extract PATH --out FILE          those of your own Claude.app, install folder or app.asar
  npx cowork-mdm profile validate examples/all-formats/profile.yaml
                                                         check a profile against them
  node examples/extract-by-import/extract-by-import.mjs  the same from a script of yours`)

/** @param {import('@cowork-mdm/schema').SettingKey[]} keys */
function printTable(keys) {
  const rows = keys.map((key) => [
    key.name,
    typeOf(key.value),
    key.availability.map(({ scope, status }) => (status === 'enabled' ? scope : `(${scope})`)).join(' '),
    key.availability[0]?.since ?? '',
    key.default === undefined ? '' : JSON.stringify(key.default),
  ])
  const table = [['Setting', 'Value', 'Scopes', 'Since', 'Default'], ...rows]
  const widths = table[0].map((_, column) => Math.max(...table.map((row) => row[column].length)))
  for (const row of table)
    console.log(`  ${row.map((cell, column) => cell.padEnd(widths[column])).join('  ')}`.trimEnd())
}

/** @param {import('@cowork-mdm/schema').ValueSchema} value */
function typeOf(value) {
  if (value.enum) return value.enum.join(' | ')
  if (value.type === 'array') return 'list'
  if (value.type === 'object') return value.additionalProperties ? 'map' : 'object'
  return value.type ?? 'any'
}
