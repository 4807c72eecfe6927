// Lints every profile of a folder from a script, as the workflow beside it does with the command line:
//
//   node lint-in-ci.mjs [FOLDER]
//
// Prints annotations for GitHub and writes lint.sarif for code scanning where RUNNER_TEMP says so. Exit code 1 where there is
// an error.
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { tryDecode } from '@cowork-mdm/encoder'
import { formatGithub, formatSarif, lint, readLintConfig } from '@cowork-mdm/linter'
import { latestSchema } from '@cowork-mdm/schema'

const folder = process.argv[2] ?? join(import.meta.dirname, 'profiles')
const configFile = join(import.meta.dirname, 'cowork-mdm.lint.yaml')

const document = await latestSchema()
const config = readLintConfig(await readFile(configFile, 'utf8'), configFile)
const names = (await readdir(folder)).filter((name) => /\.(?:ya?ml|mobileconfig|plist|reg)$/.test(name))
const artifacts = await Promise.all(
  names.map(async (path) => tryDecode({ path, bytes: await readFile(join(folder, path)) }, { document })),
)
// Files are linted together, as if one machine got all of them: here, one by one.
const findings = artifacts.flatMap((artifact) => lint([artifact], { document, ...config }))

process.stdout.write(formatGithub(findings))
if (process.env.RUNNER_TEMP)
  await writeFile(join(process.env.RUNNER_TEMP, 'lint.sarif'), formatSarif(findings, { version: '0.4.0' }))
const errors = findings.filter(({ severity }) => severity === 'error').length
console.log(`${names.length} files, ${findings.length} findings, ${errors} errors`)
process.exitCode = errors === 0 ? 0 : 1
