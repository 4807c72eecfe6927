import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { temporaryFolder } from '@cowork-mdm/test-support/temporary-folder'
import { expect, it } from 'vitest'
import type { loadTemplate } from '../src/templates/load-template.js'

it('the package bundles for a browser, templates included, and works there', async () => {
  const outdir = temporaryFolder()
  const { metafile } = await build({
    entryPoints: [join(import.meta.dirname, '../src/index.ts')],
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'browser',
    conditions: ['@cowork-mdm/source'],
    loader: { '.yaml': 'text' },
    outdir,
    metafile: true,
    logLevel: 'silent',
  })
  const inputs = Object.keys(metafile.inputs)
  expect(inputs.filter((path) => path.includes('node:') || path.includes('/io/'))).toEqual([])
  expect(inputs.filter((path) => path.endsWith('.yaml'))).toHaveLength(25)

  const bundle = (await import(pathToFileURL(join(outdir, 'index.js')).href)) as { loadTemplate: typeof loadTemplate }
  expect(await bundle.loadTemplate('update-policy')).toContain('autoUpdaterEnforcementHours: 24')
})
