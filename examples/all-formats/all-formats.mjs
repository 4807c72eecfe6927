// One YAML file in every delivery format, as a pipeline would do it: check first, then write, and say what was left out.
//   node examples/all-formats/all-formats.mjs [PROFILE [FOLDER]]
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { encode, EncoderError, FORMATS } from '@cowork-mdm/encoder'
import { parseProfile, validateProfile } from '@cowork-mdm/profile'
import { latestSchema } from '@cowork-mdm/schema'

const [file = join(import.meta.dirname, 'profile.yaml'), folder] = process.argv.slice(2)
const out = folder ?? (await mkdtemp(join(tmpdir(), 'cowork-mdm-formats-')))

const document = await latestSchema()
const { profile } = parseProfile(await readFile(file, 'utf8'), { document, file })
const problems = validateProfile(profile, document)
for (const { severity, key, message } of problems) console.log(`${severity}: ${key}: ${message}`)
if (problems.some(({ severity }) => severity === 'error')) process.exit(1)

// Secrets come from the environment of the pipeline, under names that are allowed one by one.
const secrets = { GATEWAY_KEY: process.env.GATEWAY_KEY ?? 'example-key' }
const resolveReference = ({ kind, name }) => {
  if (kind === 'env' && Object.hasOwn(secrets, name)) return secrets[name]
  throw new Error(`Nothing is known of the reference ${kind}:${name}`)
}

for (const format of Object.keys(FORMATS)) {
  try {
    const { files, notes } = encode(profile, { format, document, resolveReference })
    for (const { path, bytes } of files) {
      const target = join(out, format, path)
      await mkdir(dirname(target), { recursive: true })
      await writeFile(target, bytes, { mode: 0o600 })
    }
    console.log(`${format.padEnd(20)} ${files.map(({ path, bytes }) => `${path} (${bytes.length} bytes)`).join(', ')}`)
    for (const { message } of notes) console.log(`${' '.repeat(21)}${message}`)
  } catch (error) {
    // Scripts hold no secrets: their form for this profile would need another way to authenticate.
    if (!(error instanceof EncoderError) || error.code !== 'secret-refused') throw error
    console.log(`${format.padEnd(20)} refused: ${error.message}`)
  }
}
if (folder === undefined) await rm(out, { recursive: true })
