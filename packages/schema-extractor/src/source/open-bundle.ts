import { open, stat } from 'node:fs/promises'
import { ExtractionError } from '../errors.js'
import { isScriptPath } from '../code/module-graph.js'
import { openAsar } from './asar-source.js'
import type { BundleSource } from './bundle-source.js'
import { explain } from './file-errors.js'
import { openFolder } from './folder-source.js'
import { findResources, openInstall } from './install-source.js'
import { openScript } from './script-source.js'

/**
 * Opens an app for extraction: `Claude.app`, an install folder of Windows or Linux, an `app.asar`, an unpacked folder, or a
 * single script. What it is, is decided by what is there, not by names.
 * @throws ExtractionError when there is nothing to read, or it is something else
 */
export async function openBundle(path: string): Promise<BundleSource> {
  const facts = await stat(path).catch((error: unknown) => {
    throw explain(error, path)
  })
  if (facts.isDirectory()) {
    const resources = await findResources(path)
    if (resources !== undefined) return openInstall(resources)
    const folder = await openFolder(path)
    for (const entry of folder.entries()) if (isScriptPath(entry.path)) return folder
    throw new ExtractionError(
      'not-a-bundle',
      `Expected an app at ${path}, found a folder without app.asar and without scripts.`,
      {
        hint: 'Give Claude.app, the folder the app is installed in, its resources/app.asar or an unpacked copy of that.',
      },
    )
  }
  if (!facts.isFile()) {
    throw new ExtractionError('not-a-bundle', `Expected an app at ${path}, found neither a file nor a folder.`)
  }
  const start = await firstBytes(path)
  if (isScriptPath(path)) return openScript(path)
  const packed = archiveKind(start)
  if (packed) {
    throw new ExtractionError('not-an-asar', `Expected an app at ${path}, found ${packed}.`, {
      hint: 'Unpack it first and give the folder, or the app.asar inside.',
    })
  }
  return openAsar(path)
}

async function firstBytes(path: string): Promise<Buffer> {
  const handle = await open(path, 'r').catch((error: unknown) => {
    throw explain(error, path)
  })
  try {
    const bytes = Buffer.alloc(8)
    const { bytesRead } = await handle.read(bytes, 0, 8, 0)
    return bytes.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}

function archiveKind(start: Buffer): string | undefined {
  const text = start.toString('latin1')
  if (text.startsWith('PK\x03\x04')) return 'a zip archive (.zip, .msix or .nupkg)'
  if (text.startsWith('!<arch>')) return 'a Debian package'
  if (text.startsWith('MZ')) return 'a Windows program'
  if (text.startsWith('\x1f\x8b')) return 'a gzip archive'
  if (text.startsWith('\xfd7zXZ')) return 'an xz archive'
  if (text.startsWith('xar!')) return 'a macOS installer package'
  return undefined
}
