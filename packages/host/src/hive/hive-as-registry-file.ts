import { DamagedHive, type HiveKey } from './hive.js'

/** Below the key of the app there is hardly anything; a damaged file might go on for ever. */
const MOST_KEYS = 1000

/**
 * A key of a hive and those below it as `reg export` would write them, so that both are read by the same code.
 * @throws DamagedHive
 */
export function hiveAsRegistryFile(key: HiveKey, path: string): Buffer {
  const lines = ['Windows Registry Editor Version 5.00', '']
  const open = [{ key, path }]
  for (let count = 0; open.length > 0; count++) {
    if (count > MOST_KEYS) throw new DamagedHive('more keys than there can be')
    const next = open.shift()!
    const values = next.key.values.map(
      ({ name, type, data }) => `${quoted(name)}=hex(${type.toString(16)}):${hex(data)}`,
    )
    lines.push(`[${next.path}]`, ...values, '')
    for (const subkey of next.key.subkeys()) open.push({ key: subkey, path: `${next.path}\\${oneLine(subkey.name)}` })
  }
  return Buffer.from(`\ufeff${lines.join('\r\n')}\r\n`, 'utf16le')
}

function hex(data: Buffer): string {
  return [...data].map((byte) => byte.toString(16).padStart(2, '0')).join(',')
}

function quoted(name: string): string {
  return name === '' ? '@' : `"${oneLine(name).replace(/[\\"]/g, '\\$&')}"`
}

/** Names may hold what a line of text cannot; no setting has such a one. */
function oneLine(name: string): string {
  return name.replace(/\p{Cc}|\p{Cs}/gu, '\ufffd')
}
