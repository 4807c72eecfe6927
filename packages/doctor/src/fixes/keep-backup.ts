import { pathOf } from '@cowork-mdm/host'
import { backUpFile, pathsOf, type Host } from '@cowork-mdm/machine'

/** Copies a file to where backups are kept, for administrators alone; tells where. */
export async function keepBackup(host: Host, check: string, path: string): Promise<string> {
  const backup = await placeFor(host, check, pathsOf(host.platform).basename(path))
  await backUpFile(host, path, backup)
  return backup
}

/** Writes down what is about to be changed or removed, where a copy cannot tell it. */
export async function keepRecord(host: Host, check: string, record: object): Promise<string> {
  const backup = await placeFor(host, check, 'before.json')
  await host.write(backup, `${JSON.stringify(record, undefined, 2)}\n`, { mode: 0o600, exclusive: true })
  return backup
}

/** A name that is not taken: the day and time, what mended, and a number where that is not enough. */
async function placeFor(host: Host, check: string, name: string): Promise<string> {
  const folder = pathOf(host.platform, 'backups')
  await host.makeFolder(folder, { mode: 0o700 })
  const time = host
    .now()
    .toISOString()
    .replace(/[-:]|\.\d+/g, '')
  const native = pathsOf(host.platform)
  for (let number = 1; ; number++) {
    const place = native.join(
      folder,
      [`doctor-${time}-${check}`, ...(number === 1 ? [] : [String(number)]), name].join('-'),
    )
    if (!(await host.stat(place))) return place
  }
}
