// Takes a new build of the app: extracts its schema, compares it with the newest one that a repository has pinned, makes
// templates and references anew, and writes the text of a pull request.
//
//   node watch-release.mjs APP FOLDER [TEXT]
//
// APP is an installer (.msix, .nupkg, .zip, .deb), an install or an app.asar; FOLDER a work tree that holds
// `schemas/VERSION.json`, `templates/` and `reference/`; TEXT a file for the text of the pull request. Exit codes: 0 done
// (also where nothing is new), 3 done, but not all could be read (the text says what), 2 no app, or no schema in it. In a
// workflow of GitHub, the version is an output of the step where there is something new.
//
// Without arguments it shows itself: the two releases of the sample app, a git repository and its remote, all temporary.
import { appendFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describeOmission, RENDERERS } from '@cowork-mdm/admin-templates'
import { compareVersions, diffSchemas, formatDiffMarkdown } from '@cowork-mdm/schema'
import { parseSchemaDocument } from '@cowork-mdm/schema/document'
import { extractSchema, ExtractionError } from '@cowork-mdm/schema-extractor'

/** Folders of what is made from the schema; each is made anew as a whole. */
const FOLDERS = {
  templates: ['admx', 'jamf', 'profile-manifest', 'oma-uri', 'json-schema', 'typescript'],
  reference: ['markdown', 'html'],
}

/** GitHub takes no longer text: 65,536 characters. */
const LONGEST_TEXT = 60_000

/**
 * @param {string} app
 * @param {string} folder
 * @returns {Promise<{ news: 'none' | 'older' | 'new', version: string, complete: boolean, text: string }>} `older` where a
 *   later release is pinned: templates would go back to what was
 */
async function watchRelease(app, folder) {
  // Facts only: titles and descriptions are the app's own text and stay on this machine.
  const { document, diagnostics } = await extractSchema(app, { factsOnly: true })
  const version = document.appVersion
  const pinned = await newestPinned(join(folder, 'schemas'))
  const warnings = diagnostics.filter(({ severity }) => severity !== 'info')
  const state = { version, complete: warnings.length === 0 }
  const order = pinned ? compareVersions(version, pinned.appVersion) : 1
  if (order < 0) return { ...state, news: 'older', text: '' }
  const changes = pinned && diffSchemas(pinned, document)
  // The same release out of another installer lies in other files, and has the same settings.
  if (order === 0 && changes?.changes.length === 0) return { ...state, news: 'none', text: '' }

  await save(join(folder, 'schemas', `${version}.json`), `${JSON.stringify(document, null, 2)}\n`)
  const left = []
  for (const [name, targets] of Object.entries(FOLDERS)) {
    await rm(join(folder, name), { recursive: true, force: true })
    for (const target of targets) {
      const { files, omitted } = await RENDERERS[target](document, { selection: { visibility: 'all' } })
      for (const { path, text } of files) await save(join(folder, name, target, path), text)
      for (const omission of omitted) left.push(`${target}: ${describeOmission(omission)}`)
    }
  }
  const diff = changes ? formatDiffMarkdown(changes) : `First schema: app ${version}.\n`
  const unread = warnings.map(({ code, message, key }) => `${code}${key ? ` (${key})` : ''}: ${message}`)
  // What could not be read is never cut off.
  const text = [list('Not read', unread), diff, list('Left out', left)].join('\n').trimStart()
  return { ...state, news: 'new', text: shortened(text) }
}

function shortened(text) {
  if (text.length <= LONGEST_TEXT) return text
  const whole = text.slice(0, text.lastIndexOf('\n', LONGEST_TEXT))
  return `${whole}\n\n… and more, for which there is no room here: "cowork-mdm schema diff" shows all of it.\n`
}

async function newestPinned(folder) {
  const names = await readdir(folder).catch(() => [])
  const versions = names.filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -'.json'.length))
  const newest = versions.sort(compareVersions).at(-1)
  return newest && parseSchemaDocument(JSON.parse(await readFile(join(folder, `${newest}.json`), 'utf8')))
}

async function save(path, text) {
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, text)
}

function list(title, lines) {
  return lines.length === 0 ? '' : `\n### ${title}\n\n${lines.map((line) => `- ${line}\n`).join('')}`
}

const NEWS = {
  new: 'schema, templates and reference are new',
  none: 'nothing new',
  older: 'older than what is pinned, so nothing is done',
}

const [app, folder, textFile] = process.argv.slice(2)
try {
  if (app === undefined) await (await import('./show-itself.mjs')).showItself()
  else if (folder === undefined)
    throw new ExtractionError('not-a-bundle', 'Expected APP and FOLDER, found one of them.')
  else {
    const { news, version, complete, text } = await watchRelease(app, folder)
    if (news === 'new' && textFile !== undefined) await writeFile(textFile, text)
    if (news === 'new' && process.env.GITHUB_OUTPUT) await appendFile(process.env.GITHUB_OUTPUT, `version=${version}\n`)
    console.log(`app ${version}: ${NEWS[news]}`)
    // 1 is what a bug ends with.
    process.exitCode = complete ? 0 : 3
  }
} catch (error) {
  if (!(error instanceof ExtractionError)) throw error
  console.error(error.hint === undefined ? error.message : `${error.message} ${error.hint}`)
  process.exitCode = 2
}
