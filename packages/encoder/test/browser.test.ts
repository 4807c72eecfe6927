import { join } from 'node:path'
import { createContext, runInContext } from 'node:vm'
import { build } from 'esbuild'
import { expect, it } from 'vitest'

/** Everything that a browser has of what the package needs; nothing of Node. */
const BROWSER = { TextDecoder, TextEncoder, URL, atob, btoa, crypto, console, setTimeout, clearTimeout }

const SCRIPT = `
  import { decode, encode } from './index.ts'
  import { openSigned } from './signed.ts'
  const document = { formatVersion: 1, product: 'claude-desktop', appVersion: '1.0.0', keys: [], diagnostics: [] }
  globalThis.result = ['mobileconfig', 'plist-binary'].map((format) => {
    const { files } = encode({ name: 'Fleet', settings: [{ name: 'a', value: 'x\\ry' }] }, { format, document })
    return decode(files, { document }).profile.settings[0].value
  })
  globalThis.refusal = openSigned(new Uint8Array([1, 2, 3])).catch(({ code }) => code)
`

it('runs in a browser: nothing of Node is needed, for signatures neither', async () => {
  const { outputFiles } = await build({
    stdin: { contents: SCRIPT, resolveDir: join(import.meta.dirname, '../src'), loader: 'ts' },
    bundle: true,
    write: false,
    platform: 'browser',
    format: 'iife',
    conditions: ['@cowork-mdm/source'],
    loader: { '.yaml': 'text' },
    logLevel: 'silent',
  })
  const context = createContext({ ...BROWSER }) as { result?: unknown; refusal?: Promise<unknown> }
  runInContext(`globalThis.self = globalThis; globalThis.window = globalThis; ${outputFiles[0]!.text}`, context)
  expect(context.result).toEqual(['x\ry', 'x\ry'])
  expect(await context.refusal).toBe('invalid-signature')
})

it('keeps what signatures need out of the main entry', async () => {
  const { metafile } = await build({
    entryPoints: [join(import.meta.dirname, '../src/index.ts')],
    bundle: true,
    write: false,
    metafile: true,
    platform: 'browser',
    format: 'esm',
    conditions: ['@cowork-mdm/source'],
    loader: { '.yaml': 'text' },
    logLevel: 'silent',
  })
  expect(Object.keys(metafile.inputs).filter((file) => /pkijs|asn1js|node-forge|xmldom/.test(file))).toEqual([])
})
