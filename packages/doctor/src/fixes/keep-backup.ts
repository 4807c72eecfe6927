import { pathOf } from '@cowork-mdm/host'
import { CoworkError, pathsOf, type Host } from '@cowork-mdm/machine'

/** As large as what is looked at may be. */
const MAX_BYTES = 64 * 1024 * 1024

/**
 * Copies a file to where backups are kept, for administrators alone, and writes down beside the copy where the file was, whose,
 * and with which mode. Tells where the copy is.
 *
 * @throws CoworkError `link-not-followed` for a link
 */
export async function keepBackup(host: Host, check: string, path: string): Promise<string> {
  const facts = await host.stat(path)
  if (facts?.type === 'link') {
    throw new CoworkError('link-not-followed', `Cannot back up ${path}: expected a file, found a link.`, {
      hint: 'Look where it leads to.',
    })
  }
  const bytes = await host.read(path, { maxBytes: MAX_BYTES })
  const copy = await keep(host, `${check}-${pathsOf(host.platform).basename(path)}`, bytes)
  await keepRecord(host, check, { path, copy, ...modeAndOwner(facts) })
  return copy
}

/** Writes down what is about to be changed or removed, where a copy cannot tell it. */
export async function keepRecord(host: Host, check: string, record: object): Promise<string> {
  return await keep(host, `${check}-before.json`, `${JSON.stringify(record, undefined, 2)}\n`)
}

/** What a record says of who may do what; nothing on Windows. */
export function modeAndOwner({ mode, uid, gid }: { mode?: number; uid?: number; gid?: number } = {}): object {
  return mode === undefined ? {} : { mode: mode.toString(8).padStart(4, '0'), uid, gid }
}

/** Under a name that is not taken: the day and time, what mended, and a number where that is not enough. */
async function keep(host: Host, name: string, bytes: Uint8Array | string): Promise<string> {
  const folder = pathOf(host.platform, 'backups')
  await host.makeFolder(folder, { mode: 0o700 })
  const time = host
    .now()
    .toISOString()
    .replace(/[-:]|\.\d+/g, '')
  for (let number = 1; ; number++) {
    const place = pathsOf(host.platform).join(folder, `doctor-${time}-${number === 1 ? '' : `${number}-`}${name}`)
    try {
      await host.write(place, bytes, { mode: 0o600, exclusive: true })
      return place
    } catch (cause) {
      // Another one may be at work in the same second.
      if (!(cause instanceof CoworkError) || cause.code !== 'exists') throw cause
    }
  }
}
