// @ts-check
import { createWriteStream, readdirSync, statSync } from 'node:fs'
import { basename, dirname, join, relative, sep } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { create } from 'tar'
import yazl from 'yazl'

/** The first day that a zip can tell: the same for every file, so that archives tell no time. */
const MTIME = new Date(Date.UTC(1980, 0, 1))

/**
 * Packs a folder, under its own name, into a .tar.gz or a .zip; files in order, owned by nobody.
 * @param {string} folder
 * @param {string} archive
 */
export async function packFolder(folder, archive) {
  const files = filesIn(folder)
  const inside = files.map((file) => relative(dirname(folder), file).split(sep).join('/'))
  if (archive.endsWith('.zip')) return packZip(files, inside, archive)
  await create({ gzip: true, portable: true, mtime: MTIME, cwd: dirname(folder), file: archive }, inside)
}

/**
 * @param {string[]} files
 * @param {string[]} inside
 * @param {string} archive
 */
async function packZip(files, inside, archive) {
  const zip = new yazl.ZipFile()
  for (const [index, file] of files.entries()) {
    zip.addFile(file, inside[index] ?? basename(file), { mtime: MTIME, mode: statSync(file).mode })
  }
  zip.end()
  await pipeline(zip.outputStream, createWriteStream(archive))
}

/**
 * @param {string} folder
 * @returns {string[]}
 */
function filesIn(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .sort((left, right) => (left.name < right.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name)
      return entry.isDirectory() ? filesIn(path) : [path]
    })
}
