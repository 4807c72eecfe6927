import { builtinModules } from 'node:module'
import type { Plugin } from 'esbuild'

/**
 * Lets packages name Node's own modules the older way, `path` for `node:path`, and `require` them: bundled as ES modules there
 * is no `require`, but a module that passes on what Node's own one exports will do.
 */
export function requiredBuiltins(): Plugin {
  const names = builtinModules.filter((name) => !name.startsWith('_'))
  return {
    name: 'required-builtins',
    setup(build) {
      build.onResolve({ filter: new RegExp(`^(?:${names.join('|')})$`) }, ({ path }) => ({
        path,
        namespace: 'required-builtins',
      }))
      build.onLoad({ filter: /.*/, namespace: 'required-builtins' }, ({ path }) => ({
        contents: `export * from 'node:${path}'\nexport { default } from 'node:${path}'`,
      }))
    },
  }
}
