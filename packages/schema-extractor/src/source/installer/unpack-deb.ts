import { createReadStream } from 'node:fs'
import { Parser } from 'tar'
import { ExtractionError } from '../../errors.js'
import { readFilePart } from '../read-file-part.js'
import { decompressorOf } from './decompressor.js'
import type { Unpacking } from './unpack.js'

/** A Debian package (deb(5)): an `ar` archive, in which `data.tar`, packed or not, holds what is installed. */
export async function unpackDeb(installer: string, { wanted, take }: Unpacking): Promise<void> {
  const { name, start, size } = await findData(installer)
  const decompress = decompressorOf(name, installer)
  const taken: Promise<void>[] = []
  const parser = new Parser({
    strict: true,
    filter: wanted,
    onReadEntry: (entry) => {
      if (entry.type !== 'File') return void entry.resume()
      const taking = take(entry.path, entry.size, () => entry)
      taking.catch((error: Error) => parser.abort(error))
      taken.push(taking)
    },
  })
  await new Promise<void>((resolve, reject) => {
    parser.on('end', resolve)
    parser.on('error', reject)
    const chunks = decompress(createReadStream(installer, { start, end: start + size - 1 }))
    feed(parser, bounded(chunks, installer)).catch(reject)
  })
  await Promise.all(taken)
}

async function feed(parser: Parser, chunks: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const chunk of chunks) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length)
    if (!parser.write(bytes)) await new Promise((resolve) => parser.once('drain', resolve))
  }
  parser.end()
}

/** Bound of what a package may hold, wanted or not; a real release has a tenth of it. */
const MOST_BYTES = 4 * 2 ** 30

async function* bounded(chunks: AsyncIterable<Uint8Array>, installer: string): AsyncIterable<Uint8Array> {
  let bytes = 0
  for await (const chunk of chunks) {
    bytes += chunk.length
    if (bytes > MOST_BYTES) {
      throw new ExtractionError(
        'too-complex',
        `Expected an app in ${installer}, found more than ${MOST_BYTES} bytes.`,
        {
          hint: 'Check that this is the package of the app: it is far smaller.',
        },
      )
    }
    yield chunk
  }
}

const HEADER = 60

/** dpkg writes three members; signatures add a few. */
const MOST_MEMBERS = 100

/** The member that holds the files. A member's header has its name at 0, its length in bytes at 48, and ends with "`\n". */
async function findData(installer: string): Promise<{ name: string; start: number; size: number }> {
  for (let at = '!<arch>\n'.length, members = 0; ; members++) {
    const header = (await readFilePart(installer, at, HEADER)).toString('latin1')
    const size = Number(header.slice(48, 58))
    const name = header.slice(0, 16).replace(/\/? *$/, '')
    const isData = name.startsWith('data.tar')
    const isSound = header.length === HEADER && header.endsWith('`\n') && Number.isInteger(size) && size >= 0
    if (!isSound || (isData && size === 0) || members > MOST_MEMBERS) {
      throw new ExtractionError('damaged-installer', `Expected files in the Debian package ${installer}, found none.`, {
        hint: 'Download it again.',
      })
    }
    if (isData) return { name, start: at + HEADER, size }
    at += HEADER + size + (size % 2)
  }
}
