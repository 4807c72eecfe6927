import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { Decompress as Zstd } from 'fzstd'
import { XzReadableStream } from 'xz-decompress'
import { ExtractionError } from '../../errors.js'

type Decompressor = (chunks: Readable) => AsyncIterable<Uint8Array>

const DECOMPRESSORS: Readonly<Record<string, Decompressor>> = {
  'data.tar': (chunks) => chunks,
  'data.tar.gz': (chunks) => chunks.compose(createGunzip()) as Readable,
  'data.tar.xz': (chunks) => Readable.fromWeb(new XzReadableStream(Readable.toWeb(chunks))),
  'data.tar.zst': unpackZstd,
}

/**
 * How the member of a Debian package that holds its files is to be read, as its name tells.
 * @throws ExtractionError `not-a-bundle` for what dpkg writes no longer, as lzma and bzip2
 */
export function decompressorOf(name: string, installer: string): Decompressor {
  if (Object.hasOwn(DECOMPRESSORS, name)) return DECOMPRESSORS[name]!
  throw new ExtractionError(
    'not-a-bundle',
    `Expected gz, xz, zst or no compression in the Debian package ${installer}, found ${name}.`,
    { hint: `Unpack it with "dpkg-deb --extract ${installer} FOLDER" and give the folder.` },
  )
}

async function* unpackZstd(chunks: Readable): AsyncIterable<Uint8Array> {
  let unpacked: Uint8Array[] = []
  const zstd = new Zstd((chunk) => unpacked.push(chunk))
  for await (const chunk of chunks) {
    zstd.push(chunk as Uint8Array)
    yield* unpacked
    unpacked = []
  }
  zstd.push(new Uint8Array(), true)
  yield* unpacked
}
