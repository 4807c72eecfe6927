import { crc32, deflateRawSync, gzipSync } from 'node:zlib'
import { Header } from 'tar'

export interface ZipEntry {
  name: string
  text?: string | Buffer
  /** As `stat` tells it, with the kind of file; 0100644 by default. */
  mode?: number
  encrypted?: true
  /** What is said of the unpacked size, if not the truth. */
  claims?: number
  stored?: true
}

/** A zip as Info-ZIP writes it on Unix, with whatever nobody should write. */
export function zipOf(entries: readonly ZipEntry[]): Buffer {
  const locals: Buffer[] = []
  const central: Buffer[] = []
  let offset = 0
  for (const {
    name,
    text = '',
    mode = name.endsWith('/') ? 0o040755 : 0o100644,
    encrypted,
    claims,
    stored,
  } of entries) {
    const bytes = Buffer.from(text)
    const packed = stored ? bytes : deflateRawSync(bytes)
    const path = Buffer.from(name)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(0x800 | (encrypted ? 1 : 0), 2)
    common.writeUInt16LE(stored ? 0 : 8, 4)
    common.writeUInt32LE(crc32(bytes), 10)
    common.writeUInt32LE(packed.length, 14)
    common.writeUInt32LE(claims ?? bytes.length, 18)
    common.writeUInt16LE(path.length, 22)
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), common, path, packed])
    const attributes = Buffer.alloc(16)
    attributes.writeUInt32LE((mode << 16) >>> 0, 8)
    attributes.writeUInt32LE(offset, 12)
    // Made on Unix; then what the local header says, a comment, disks, attributes and the place.
    central.push(
      Buffer.concat([Buffer.from('PK\u0001\u0002'), Buffer.from([20, 3]), common, attributes.subarray(2), path]),
    )
    locals.push(local)
    offset += local.length
  }
  const directory = Buffer.concat(central)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(entries.length, 4)
  end.writeUInt16LE(entries.length, 6)
  end.writeUInt32LE(directory.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...locals, directory, Buffer.from('PK\u0005\u0006'), end])
}

export interface TarEntry {
  path: string
  text?: string
  type?: 'File' | 'Directory' | 'SymbolicLink' | 'Link' | 'CharacterDevice' | 'FIFO'
  linkpath?: string
  mode?: number
  /** What is said of the size, if not the truth. */
  claims?: number
}

/** A tar.gz with whatever nobody should write. */
export function tarGzOf(entries: readonly TarEntry[]): Buffer {
  return gzipSync(tarOf(entries))
}

export function tarOf(entries: readonly TarEntry[]): Buffer {
  const blocks = entries.flatMap(({ path, text = '', type = 'File', linkpath, mode = 0o644, claims }) => {
    const bytes = Buffer.from(text)
    const header = new Header({
      path,
      type,
      mode,
      size: claims ?? bytes.length,
      mtime: new Date(0),
      ...(linkpath !== undefined && { linkpath }),
    })
    header.encode()
    return [header.block!, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)]
  })
  return Buffer.concat([...blocks, Buffer.alloc(1024)])
}
