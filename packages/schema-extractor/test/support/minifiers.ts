import swc, { type JscTarget, type JsMinifyOptions } from '@swc/core'
import { transform, type TransformOptions } from 'esbuild'
import { minify as terser, type MinifyOptions } from 'terser'
import type { Scripts } from './bundlers.js'

type Minifier = (code: string) => Promise<string>

export function terserWith(options: MinifyOptions): Minifier {
  return async (code) => {
    const { code: result } = await terser(code, options)
    if (result === undefined) throw new Error('terser gave no code')
    return result
  }
}

export function swcWith(options: JsMinifyOptions): Minifier {
  return async (code) => (await swc.minify(code, { module: true, ...options })).code
}

/** Lowers the syntax to an older language first, with swc's own helpers inlined. */
export function swcLoweredTo(target: JscTarget): Minifier {
  return async (code) => {
    const { code: result } = await swc.transform(code, {
      isModule: true,
      minify: true,
      jsc: { target, minify: { compress: { passes: 2 }, mangle: { toplevel: true } } },
    })
    return result
  }
}

export function esbuildWith(options: TransformOptions): Minifier {
  return async (code) => (await transform(code, { minify: true, legalComments: 'none', ...options })).code
}

/** Applies a minifier to every script of a build. */
export async function each(scripts: Scripts, minifier: Minifier): Promise<Scripts> {
  const result: Scripts = {}
  for (const [name, code] of Object.entries(scripts)) result[name] = await minifier(code)
  return result
}
