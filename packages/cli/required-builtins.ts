import type { Plugin } from 'esbuild'

/**
 * Lets packages of the older module form `require('crypto')`: bundled as ES modules there is no `require`, but a module that
 * passes on what Node's own one exports will do.
 */
export function requiredBuiltins(): Plugin {
  return {
    name: 'required-builtins',
    setup(build) {
      build.onResolve({ filter: /^crypto$/ }, ({ path }) => ({ path, namespace: 'required-builtins' }))
      build.onLoad({ filter: /.*/, namespace: 'required-builtins' }, ({ path }) => ({
        contents: `export * from 'node:${path}'`,
      }))
    },
  }
}
