import type { Metafile, Plugin } from 'esbuild'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

/**
 * Writes the licences of all bundled packages beside the bundle: most of them ask to be kept with every copy.
 * A package without a licence file is named with the licence its manifest declares; one with neither fails the build.
 */
export function thirdPartyLicenses(): Plugin {
  return {
    name: 'third-party-licenses',
    setup(build) {
      const folder = build.initialOptions.outdir ?? 'dist'
      build.onEnd(({ metafile }) => {
        if (metafile === undefined) return
        const texts = bundledPackages(metafile).map(licenseOf)
        mkdirSync(folder, { recursive: true })
        const notices = [...new Set(texts)].sort().join(`\n${'-'.repeat(80)}\n\n`)
        writeFileSync(join(folder, 'THIRD-PARTY-NOTICES.txt'), notices)
      })
    },
  }
}

/** Folders of the third-party packages of which something is in the output. */
function bundledPackages({ outputs }: Metafile): string[] {
  const inputs = Object.values(outputs).flatMap((output) => Object.entries(output.inputs))
  const used = inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([path]) => path)
  const folders = used.flatMap((path) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? [])
  return [...new Set(folders)].map((folder) => resolve(folder))
}

function licenseOf(folder: string): string {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<string, string | undefined>
  const file = readdirSync(folder).find((name) => /^licen[cs]e(\.(md|txt))?$/i.test(name))
  const text = file === undefined ? manifest.license : readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n')
  if (text === undefined) throw new Error(`${folder} is bundled but says nothing about its licence`)
  return `${manifest.name} ${manifest.version}\n\n${text.trim()}\n`
}
