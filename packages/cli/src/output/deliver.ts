import { mkdir, readFile, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { FileBytes } from '@cowork-mdm/encoder'
import { CoworkError, fileFailure, writeFileAtomic } from '@cowork-mdm/machine'
import { counted } from '@cowork-mdm/schema'
import type { Outcome, RunContext } from '../outcome.js'
import { checkOutput } from './check-output.js'
import { plainText } from './plain-text.js'

/** Stands for stdout. */
const STDOUT = '-'

interface Delivery {
  out: string | undefined
  /** Inputs, which must not be written over. */
  notOver: readonly string[]
  format: string
  /** The files hold secrets: new ones are readable by their owner only. */
  secret?: boolean
}

/**
 * Puts encoded files where they are wanted: one to stdout or a file, several into a folder. All can be written, or none is;
 * each is replaced as a whole.
 */
export async function deliver(
  { files, notes }: { files: FileBytes[]; notes: readonly { message: string }[] },
  { out, notOver, format, secret = false }: Delivery,
  context: RunContext,
): Promise<Outcome> {
  const remarks = notes.map(({ message }) => message)
  if (out === undefined || out === STDOUT) return toStdout(files, remarks, { format, notes }, context)
  const targets = await targetsOf(files, out)
  for (const { path } of targets) await checkOutput(path, { notOver })
  const written: { file: string; changed: boolean }[] = []
  for (const { path, bytes } of targets) {
    const before = await readFile(path).catch(() => undefined)
    const changed = !before?.equals(bytes)
    if (changed) await writeFileAtomic(path, bytes, secret && !before ? { mode: 0o600 } : {})
    written.push({ file: path, changed })
  }
  const changed = written.some((file) => file.changed)
  return {
    json: { changed, format, files: written, notes },
    text: () => '',
    note: () => [...remarks, describe(written, changed)].map(plainText).join('\n'),
    noteAlways: remarks.length > 0,
  }
}

function toStdout(files: FileBytes[], remarks: string[], json: object, { stdout }: RunContext): Outcome {
  const [file, ...others] = files
  if (others.length > 0) {
    throw new CoworkError(
      'out-missing',
      `Expected --out with a folder for ${counted(files.length, 'file')}, found none.`,
      {
        hint: 'Add --out FOLDER.',
      },
    )
  }
  if (stdout.interactive && isBinary(file!.bytes)) {
    throw new CoworkError(
      'out-missing',
      'Expected --out with a file for a format that is no UTF-8 text, found a terminal.',
      {
        hint: 'Add --out FILE, or redirect stdout.',
      },
    )
  }
  const list = files.map(({ path, bytes }) => ({ file: path, size: bytes.length }))
  return {
    json: { changed: false, ...json, files: list },
    bytes: file!.bytes,
    note: remarks.length > 0 ? () => remarks.map(plainText).join('\n') : undefined,
    noteAlways: true,
  }
}

/** A folder takes files under their own names; a path that is none takes the one there is. */
async function targetsOf(files: FileBytes[], out: string): Promise<FileBytes[]> {
  const isFolder = (await stat(out).catch(() => undefined))?.isDirectory() === true
  if (files.length === 1 && !isFolder && !/[/\\]$/.test(out)) return [{ path: out, bytes: files[0]!.bytes }]
  for (const { path } of files) {
    const folder = join(out, path, '..')
    await mkdir(folder, { recursive: true }).catch((cause: unknown) => {
      throw fileFailure('create', folder, cause)
    })
  }
  return files.map(({ path, bytes }) => ({ path: join(out, path), bytes }))
}

function describe(written: { file: string }[], changed: boolean): string {
  const what = written.length === 1 ? written[0]!.file : written.map(({ file }) => basename(file)).join(', ')
  return `${changed ? 'Written to' : 'No change in'} ${what}`
}

function isBinary(bytes: Uint8Array): boolean {
  return bytes.includes(0) || bytes[0] === 0x30
}
