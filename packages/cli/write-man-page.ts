import type { Plugin } from 'esbuild'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Writes the manual page beside the bundle. The command table is bundled for it, without the code of any command. */
export function writeManPage(): Plugin {
  return {
    name: 'man-page',
    setup(build) {
      const folder = build.initialOptions.outdir ?? 'dist'
      build.onEnd(async () => {
        const { outputFiles } = await build.esbuild.build({
          entryPoints: ['man-page.ts'],
          bundle: true,
          write: false,
          format: 'esm',
          plugins: [commandsLeftOut],
        })
        const code = `data:text/javascript,${encodeURIComponent(outputFiles[0]!.text)}`
        const { manPage } = (await import(code)) as { manPage: (version: string) => string }
        const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }
        mkdirSync(folder, { recursive: true })
        writeFileSync(join(folder, 'cowork-mdm.1'), manPage(version))
      })
    },
  }
}

const commandsLeftOut: Plugin = {
  name: 'commands-left-out',
  setup(build) {
    build.onResolve({ filter: /.*/ }, ({ kind, path }) =>
      kind === 'dynamic-import' ? { path, external: true } : undefined,
    )
  },
}
