/** A file of the registry that cannot be followed. */
export class DamagedHive extends Error {}

/** A key of a hive. */
export interface HiveKey {
  name: string
  values: HiveValue[]
  subkeys: () => HiveKey[]
}

export interface HiveValue {
  /** Empty for the default value. */
  name: string
  /** Number of its type, 1 for REG_SZ. */
  type: number
  data: Buffer
}

/** Where cells begin; offsets in the file count from here. */
const BINS = 4096
const NONE = 0xffffffff
/** Larger data stands in pieces of this size. */
const PIECE = 16_344
/** No key that is looked at has as many, and a damaged file must end. */
const MOST = 100_000

/**
 * A registry hive as it lies on the disk (`regf`, versions 1.3 to 1.6), for machines and users whose registry is not loaded.
 * Nothing is written, and the logs beside it are not applied: `isDirty` says that it may lack the last changes. The format is
 * that of Windows NT and later, as documented by msuhanov/regf.
 */
export class Hive {
  /** The file says itself that it was not written to the end. */
  readonly isDirty: boolean

  constructor(private readonly bytes: Buffer) {
    if (bytes.length < BINS || bytes.toString('latin1', 0, 4) !== 'regf') throw new DamagedHive('no registry hive')
    this.isDirty = bytes.readUInt32LE(4) !== bytes.readUInt32LE(8)
  }

  /** The key of a path below the root, whatever the case of its names; nothing where there is none. */
  key(path: string): HiveKey | undefined {
    let key: HiveKey | undefined = this.keyAt(this.bytes.readUInt32LE(36))
    for (const name of path.split('\\')) {
      const wanted: string = name.toUpperCase()
      key = key?.subkeys().find((subkey) => subkey.name.toUpperCase() === wanted)
    }
    return key
  }

  private keyAt(offset: number): HiveKey {
    const cell = this.cell(offset, 'nk', 76)
    const [count, list] = [cell.readUInt32LE(36), cell.readUInt32LE(40)]
    return {
      name: text(cell, 76, cell.readUInt16LE(72), (cell.readUInt16LE(2) & 0x20) !== 0),
      values: this.offsets(count, list).map((at) => this.valueAt(at)),
      subkeys: () => this.subkeys(cell.readUInt32LE(20), cell.readUInt32LE(28)).map((at) => this.keyAt(at)),
    }
  }

  private valueAt(offset: number): HiveValue {
    const cell = this.cell(offset, 'vk', 20)
    const size = cell.readUInt32LE(4)
    return {
      name: text(cell, 20, cell.readUInt16LE(2), (cell.readUInt16LE(16) & 1) !== 0),
      type: cell.readUInt32LE(12),
      // Up to four bytes stand where otherwise their place does.
      data: size >= 0x80000000 ? part(cell, 8, Math.min(4, size - 0x80000000)) : this.data(cell.readUInt32LE(8), size),
    }
  }

  private data(offset: number, size: number): Buffer {
    if (size === 0) return Buffer.alloc(0)
    const cell = this.cell(offset)
    if (size <= PIECE || cell.toString('latin1', 0, 2) !== 'db') return part(cell, 0, size)
    const pieces = this.offsets(cell.readUInt16LE(2), cell.readUInt32LE(4))
    const whole = Buffer.concat(pieces.map((at) => this.cell(at).subarray(0, PIECE)))
    return part(whole, 0, size)
  }

  /** A list of offsets without a signature. */
  private offsets(count: number, list: number): number[] {
    if (count === 0 || list === NONE) return []
    const cell = this.cell(list)
    checkCount(count, cell.length / 4)
    return Array.from({ length: count }, (_, index) => cell.readUInt32LE(4 * index))
  }

  /** Offsets of keys: in one list, or in a list of lists. */
  private subkeys(count: number, list: number, isInner = false): number[] {
    if (count === 0 || list === NONE) return []
    const cell = this.cell(list)
    const kind = cell.toString('latin1', 0, 2)
    const width = kind === 'lf' || kind === 'lh' ? 8 : 4
    const length = cell.readUInt16LE(2)
    checkCount(length, (cell.length - 4) / width)
    const listed = Array.from({ length }, (_, index) => cell.readUInt32LE(4 + width * index))
    if (kind === 'lf' || kind === 'lh' || kind === 'li') return listed
    if (kind !== 'ri' || isInner) throw new DamagedHive('a list of keys of another kind')
    const all = listed.flatMap((inner) => this.subkeys(count, inner, true))
    checkCount(all.length, MOST)
    return all
  }

  /** What a cell holds, from its signature on; at least as many bytes as asked for. */
  private cell(offset: number, signature = '', least = 4): Buffer {
    const start = BINS + offset
    if (offset === NONE || start + 4 > this.bytes.length) throw new DamagedHive('a place beyond the end')
    const size = -this.bytes.readInt32LE(start)
    const cell = this.bytes.subarray(start + 4, start + size)
    if (size < 4 + least || cell.length !== size - 4) throw new DamagedHive('a cell of an impossible size')
    if (!cell.toString('latin1', 0, 2).startsWith(signature)) throw new DamagedHive('a cell of another kind')
    return cell
  }
}

function checkCount(count: number, most: number): void {
  if (count > most || count > MOST) throw new DamagedHive('more entries than there can be')
}

function part(bytes: Buffer, start: number, length: number): Buffer {
  if (start + length > bytes.length) throw new DamagedHive('data beyond its end')
  return bytes.subarray(start, start + length)
}

/** Names are of one byte a character where all of theirs fit into one. */
function text(cell: Buffer, start: number, length: number, isLatin: boolean): string {
  return part(cell, start, length).toString(isLatin ? 'latin1' : 'utf16le')
}
