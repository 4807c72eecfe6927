// Extracts a schema from a script, as a job after every new release would:
//
//   node extract-by-import.mjs [PATH [FILE]]
//
// PATH is Claude.app, an install folder or an app.asar; without it the sample app is built and read. The schema goes to FILE
// as JSON; without it a summary is printed. Exit codes: 0 done, 1 done with warnings, 2 not an app, or no schema in it.
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { extractSchema, ExtractionError } from '@cowork-mdm/schema-extractor'
import { buildSampleApp } from '../sample-app/build-sample-app.mjs'

const [path, file] = process.argv.slice(2)
const folder = await mkdtemp(join(tmpdir(), 'cowork-mdm-extract-'))
try {
  const app = path ?? (await buildSampleApp(folder))
  // Facts only: titles and descriptions are the app's own text and stay on this machine.
  const { document, diagnostics } = await extractSchema(app, { factsOnly: true })
  const warnings = diagnostics.filter(({ severity }) => severity !== 'info')
  for (const { code, message, key } of warnings) console.error(`${code}${key ? ` (${key})` : ''}: ${message}`)

  const target = file ?? join(folder, 'schema.json')
  await writeFile(`${target}.new`, `${JSON.stringify(document, null, 2)}\n`)
  await rename(`${target}.new`, target)

  const { appVersion, extractedFrom, keys } = document
  const deprecated = keys.filter((key) => key.availability.some(({ status }) => status === 'deprecated'))
  console.log(`${appVersion}: ${keys.length} settings, ${deprecated.length} of them deprecated somewhere`)
  console.log(`found in ${extractedFrom?.file}${file ? `, written to ${file}` : ''}`)
  process.exitCode = warnings.length > 0 ? 1 : 0
} catch (error) {
  if (!(error instanceof ExtractionError)) throw error
  console.error(error.message)
  if (error.hint) console.error(error.hint)
  process.exitCode = 2
} finally {
  await rm(folder, { recursive: true })
}
