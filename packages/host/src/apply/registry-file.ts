import { decodeRegistryText, readRegistryFile, registryCase } from '@cowork-mdm/encoder'
import { rawValue, type RawNode } from '@cowork-mdm/profile'

/** The first key of a registry file, as it stands there. */
export interface KeyInFile {
  /** Values by what the registry takes for their name; the default value has the empty one. */
  values: Map<string, { name: string; node: RawNode }>
  hasSubkeys: boolean
  /** The file without what follows the first key. */
  own: Uint8Array
}

/**
 * What a registry file says of its first key, which `reg export` was asked for; its subkeys come behind it.
 * @throws EncoderError `invalid-registry-file`, `wrong-encoding`
 */
export function keyInFile(bytes: Uint8Array, name: string): KeyInFile {
  const { text } = decodeRegistryText({ path: name, bytes })
  const [first, second] = readRegistryFile(text, name).keys
  const values = new Map((first?.values.entries ?? []).map(({ name, node }) => [registryCase(name), { name, node }]))
  const own = second ? `${text.slice(0, second.range[0]).trimEnd()}\r\n\r\n` : text
  return { values, hasSubkeys: second !== undefined, own: Buffer.from(`\ufeff${own}`, 'utf16le') }
}

/** Type and value as one text, the same for the same. */
export function storedForm(node: RawNode): string {
  if (node.type === 'array') return `[${node.items.map(storedForm).join()}]`
  if (node.type === 'dict') {
    const entries = node.entries.map(({ name, node: value }) => `${JSON.stringify(name)}:${storedForm(value)}`)
    return `{${entries.sort().join()}}`
  }
  const value = rawValue(node)
  const text =
    value instanceof Uint8Array
      ? Buffer.from(value).toString('hex')
      : typeof value === 'bigint'
        ? String(value)
        : JSON.stringify(value)
  return `${node.type} ${text}`
}
