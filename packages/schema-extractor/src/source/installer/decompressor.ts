import { pipeline, Readable, type Transform } from 'node:stream'
import * as zlib from 'node:zlib'
import { Decompress as Zstd } from 'fzstd'
import { XzReadableStream } from 'xz-decompress'
import { ExtractionError } from '../../errors.js'

type Decompressor = (chunks: Readable) => AsyncIterable<Uint8Array>

/** Node has it from 22.15 on, some ten times as fast. */
const { createZstdDecompress: createZstd } = zlib as { createZstdDecompress?: () => Transform }

const DECOMPRESSORS: Readonly<Record<string, Decompressor>> = {
  'data.tar': (chunks) => chunks,
  'data.tar.gz': (chunks) => through(chunks, zlib.createGunzip()),
  'data.tar.xz': (chunks) => Readable.fromWeb(new XzReadableStream(Readable.toWeb(chunks))),
  'data.tar.zst': createZstd ? (chunks) => through(chunks, createZstd()) : unpackZstd,
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

/** Whoever reads what comes out gets the failures of both: `compose` lets them end the process from Node 22 on. */
function through(chunks: Readable, transform: Transform): AsyncIterable<Uint8Array> {
  pipeline(chunks, transform, () => {})
  return transform
}

async function* unpackZstd(chunks: Readable): AsyncIterable<Uint8Array> {
  let unpacked: Uint8Array[] = []
  let isFirst = true
  const zstd = new Zstd((chunk) => unpacked.push(chunk))
  for await (const chunk of chunks as AsyncIterable<Buffer>) {
    if (isFirst) checkWindow(chunk)
    isFirst = false
    zstd.push(chunk)
    yield* unpacked
    unpacked = []
  }
  zstd.push(new Uint8Array(), true)
  yield* unpacked
}

/** What every decoder should take, and the most that dpkg writes (RFC 8878, 3.1.1.1.2); the time of this one grows with it. */
const LARGEST_WINDOW = 8 << 20

/** @throws Error where a frame asks for a larger window than that, of up to terabytes */
function checkWindow(frame: Buffer): void {
  const isSingleSegment = ((frame[4] ?? 0) & 0x20) !== 0
  if (isSingleSegment || frame.length < 6) return
  const [exponent, mantissa] = [frame[5]! >> 3, frame[5]! & 7]
  const window = 2 ** (10 + exponent) * (1 + mantissa / 8)
  if (window <= LARGEST_WINDOW) return
  throw new Error(`it needs a window of ${window} bytes, of which this Node takes ${LARGEST_WINDOW}`)
}
