// Takes a new build of the app: extracts its schema, compares it with the newest one that a repository has pinned, makes
// templates and references anew, and writes the text of a pull request.
//
//   node watch-release.mjs APP FOLDER [TEXT]
//
// APP is an installer (.msix, .nupkg, .zip, .deb), an install or an app.asar; FOLDER a work tree that holds
// `schemas/VERSION.json`, `templates/` and `reference/`; TEXT a file for the text of the pull request. Exit codes: 0 done
// (also where nothing is new), 1 done, but not all could be read (the text says what), 2 no app, or no schema in it.
//
// Without arguments it shows itself: the two releases of the sample app, a git repository and its remote, all temporary.
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describeOmission, RENDERERS } from '@cowork-mdm/admin-templates'
import { canonicalJson, compareVersions, diffSchemas, formatDiffMarkdown } from '@cowork-mdm/schema'
import { parseSchemaDocument } from '@cowork-mdm/schema/document'
import { extractSchema, ExtractionError } from '@cowork-mdm/schema-extractor'

/** Folders of what is made from the schema; each is made anew as a whole. */
const FOLDERS = {
  templates: ['admx', 'jamf', 'profile-manifest', 'oma-uri', 'json-schema', 'typescript'],
  reference: ['markdown', 'html'],
}

/**
 * @param {string} app
 * @param {string} folder
 * @returns {Promise<{ changed: boolean, version: string, complete: boolean, text: string }>}
 */
export async function watchRelease(app, folder) {
  // Facts only: titles and descriptions are the app's own text and stay on this machine.
  const { document, diagnostics } = await extractSchema(app, { factsOnly: true })
  const version = document.appVersion
  const pinned = await newestPinned(join(folder, 'schemas'))
  const warnings = diagnostics.filter(({ severity }) => severity !== 'info')
  const state = { version, complete: warnings.length === 0 }
  if (pinned && canonicalJson(pinned) === canonicalJson(document)) return { ...state, changed: false, text: '' }

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
  const diff = pinned ? formatDiffMarkdown(diffSchemas(pinned, document)) : `First schema: app ${version}.\n`
  const unread = warnings.map(({ code, message, key }) => `${code}${key ? ` (${key})` : ''}: ${message}`)
  return { ...state, changed: true, text: [diff, list('Not read', unread), list('Left out', left)].join('') }
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

const [app, folder, textFile] = process.argv.slice(2)
try {
  if (app === undefined) await (await import('./show-itself.mjs')).showItself(watchRelease)
  else if (folder === undefined)
    throw new ExtractionError('not-a-bundle', 'Expected APP and FOLDER, found one of them.')
  else {
    const { changed, version, complete, text } = await watchRelease(app, folder)
    if (changed && textFile !== undefined) await writeFile(textFile, text)
    console.log(changed ? `app ${version}: schema, templates and reference are new` : `app ${version}: nothing new`)
    process.exitCode = complete ? 0 : 1
  }
} catch (error) {
  if (!(error instanceof ExtractionError)) throw error
  console.error(error.hint === undefined ? error.message : `${error.message} ${error.hint}`)
  process.exitCode = 2
}
