/** What a hostile archive is made of; what is left out is as a packer would write it. */
export interface AsarParts {
  /** The header's JSON: a value, or its very text or bytes. */
  header: unknown
  /** What lies behind the header. */
  data?: Buffer | string
  /** The four numbers in front of the header. */
  prefix?: Partial<Record<'pickle' | 'headerSize' | 'payloadSize' | 'jsonLength', number>>
}

/** The bytes of an asar archive with any header at all. */
export function asarBytes({ header, data = '', prefix = {} }: AsarParts): Buffer {
  const json = Buffer.isBuffer(header)
    ? header
    : Buffer.from(typeof header === 'string' ? header : JSON.stringify(header))
  const padded = Buffer.concat([json, Buffer.alloc((4 - (json.length % 4)) % 4)])
  const numbers = Buffer.alloc(16)
  numbers.writeUInt32LE(prefix.pickle ?? 4, 0)
  numbers.writeUInt32LE(prefix.headerSize ?? padded.length + 8, 4)
  numbers.writeUInt32LE(prefix.payloadSize ?? padded.length + 4, 8)
  numbers.writeUInt32LE(prefix.jsonLength ?? json.length, 12)
  return Buffer.concat([numbers, padded, Buffer.from(data)])
}

/** A header with the given files, one behind the other, and their bytes. */
export function packed(files: Record<string, string>): { header: { files: Record<string, object> }; data: string } {
  const entries: Record<string, object> = {}
  let offset = 0
  for (const [name, text] of Object.entries(files)) {
    const size = Buffer.byteLength(text)
    entries[name] = { size, offset: String(offset) }
    offset += size
  }
  return { header: { files: entries }, data: Object.values(files).join('') }
}
