import { stat } from 'node:fs/promises'
import { ExtractionError } from '../errors.js'
import { isScriptPath } from '../code/module-graph.js'
import { openAsar } from './asar-source.js'
import type { BundleSource } from './bundle-source.js'
import { explain } from './file-errors.js'
import { openFolder } from './folder-source.js'
import { foreignFile, LOOKED_AT } from './foreign-file.js'
import type { InstallerKind, UnpackOptions } from './installer/open-installer.js'
import { findResources, openInstall } from './install-source.js'
import { readFilePart } from './read-file-part.js'
import { openScript } from './script-source.js'

/**
 * Opens an app for extraction: `Claude.app`, an install folder of Windows or Linux, an installer (`.msix`, `.nupkg`, `.zip`,
 * `.deb`), an `app.asar`, an unpacked folder, or a single script. What it is, is decided by what is there, not by names.
 * What an installer holds is unpacked into a temporary folder, which `close` removes.
 * @throws ExtractionError when there is nothing to read, or it is something else
 */
export async function openBundle(path: string, options: UnpackOptions = {}): Promise<BundleSource> {
  const facts = await stat(path).catch((error: unknown) => {
    throw explain(error, path)
  })
  if (facts.isDirectory()) {
    const resources = await findResources(path)
    if (resources !== undefined) return openInstall(resources)
    const folder = await openFolder(path, { keep: (entry) => isScriptPath(entry) || entry === 'package.json' })
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
    throw new ExtractionError('not-a-bundle', `Expected an app at ${path}, found a pipe or a device.`, {
      hint: 'Give Claude.app, the folder the app is installed in, its resources/app.asar or a .js file.',
    })
  }
  const start = await readFilePart(path, 0, LOOKED_AT)
  const installer = installerKind(start)
  if (installer) return await (await import('./installer/open-installer.js')).openInstaller(path, installer, options)
  const foreign = foreignFile(start, await readFilePart(path, Math.max(0, facts.size - LOOKED_AT), LOOKED_AT))
  if (!foreign && isScriptPath(path)) return openScript(path, facts.size)
  if (foreign) {
    throw new ExtractionError('not-an-asar', `Expected an app at ${path}, found ${foreign.what}.`, {
      hint: foreign.hint,
    })
  }
  return openAsar(path)
}

function installerKind(start: Buffer): InstallerKind | undefined {
  const text = start.toString('latin1')
  if (text.startsWith('PK\x03\x04')) return 'zip'
  return text.startsWith('!<arch>\n') ? 'deb' : undefined
}
