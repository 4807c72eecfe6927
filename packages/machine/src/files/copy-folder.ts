import { CoworkError } from '../cowork-error.js'
import type { Host } from '../host.js'
import { pathKey, pathsOf } from '../paths/native-path.js'
import { copyFile } from './copy-file.js'

export interface CopyLimits {
  /** Files, folders and links together; 10,000 unless told otherwise. */
  maxEntries?: number
  /** Of all files together; 256 MiB unless told otherwise. */
  maxBytes?: number
  signal?: AbortSignal
}

/**
 * Copies a folder with all in it to a place where nothing is yet. Links that stay inside are copied as what they lead
 * to, so that the copy needs none; files keep whether they can be run. A copy that fails is removed.
 *
 * @throws CoworkError `exists`, `link-escapes`, `link-loop`, `not-a-file`, `too-large`
 */
export async function copyFolder(host: Host, from: string, to: string, limits: CopyLimits = {}): Promise<void> {
  const { maxEntries = 10_000, maxBytes = 256 * 1024 * 1024, signal } = limits
  const native = pathsOf(host.platform)
  const source = await host.realPath(from)
  if (source === undefined)
    throw new CoworkError('file-missing', `Cannot copy ${from}: there is no such folder.`, { hint: 'Check the path.' })
  if (await host.stat(to))
    throw new CoworkError('exists', `Cannot copy to ${to}: there is something already.`, { hint: 'Remove it first.' })
  const made: string[] = []
  let entriesLeft = maxEntries
  let bytesLeft = maxBytes
  try {
    await copyInto(source, to, [source])
    for (const path of [...made, native.dirname(to)]) await host.flush(path)
  } catch (cause) {
    await host.remove(to, { contents: true })
    throw cause
  }

  async function copyInto(folder: string, copy: string, above: string[]): Promise<void> {
    await host.makeFolder(copy, { flush: false })
    made.push(copy)
    for (const { name } of await host.list(folder)) {
      signal?.throwIfAborted()
      const path = native.join(folder, name)
      if ((entriesLeft -= 1) < 0) throw tooLarge(`${maxEntries} files and folders`)
      const place = await host.realPath(path)
      if (place === undefined || !isInside(place)) throw escapes(path)
      const facts = (await host.stat(place))!
      if (facts.type === 'folder') {
        if (above.includes(place)) throw loops(path)
        await copyInto(place, native.join(copy, name), [...above, place])
      } else if (facts.type === 'file') {
        if ((bytesLeft -= facts.size) < 0) throw tooLarge(`${maxBytes} bytes`)
        const mode = facts.mode === undefined ? undefined : facts.mode & 0o100 ? 0o755 : 0o644
        const file = native.join(copy, name)
        await copyFile(host, place, file, { maxBytes: facts.size, mode, flush: false, signal })
        made.push(file)
      } else throw notAFile(path)
    }
  }

  function isInside(place: string): boolean {
    const key = (path: string) => pathKey(host.platform, path)
    return key(place) === key(source!) || key(place).startsWith(key(source! + native.sep))
  }

  function tooLarge(limit: string): CoworkError {
    return new CoworkError('too-large', `Cannot copy ${from}: expected at most ${limit}, found more.`, {
      hint: 'Check that it is the right folder.',
    })
  }
}

function escapes(path: string): CoworkError {
  return new CoworkError(
    'link-escapes',
    `Cannot copy ${path}: it is a link that leads out of the folder, or nowhere.`,
    {
      hint: 'Remove the link, or put the file in its place.',
    },
  )
}

function loops(path: string): CoworkError {
  return new CoworkError('link-loop', `Cannot copy ${path}: it is a link to a folder that it is in.`, {
    hint: 'Remove the link.',
  })
}

function notAFile(path: string): CoworkError {
  return new CoworkError('not-a-file', `Cannot copy ${path}: it is a device or a pipe, not a file.`, {
    hint: 'Remove it.',
  })
}
