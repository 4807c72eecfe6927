import type { Options } from 'tsup'
import { commandLine } from './tsup.config.js'

/**
 * The command line as one CommonJS script for a standalone executable, which can load nothing beside itself: every `import()`
 * becomes a function that is called when it is due. Run by scripts/build-standalone.mjs.
 */
const standalone: Options = {
  ...commandLine,
  format: 'cjs',
  splitting: false,
  esbuildOptions(options, context) {
    commandLine.esbuildOptions?.(options, context)
    options.supported = { 'dynamic-import': false }
    // A shorter script starts sooner. Names stay, for the stack of a bug.
    options.minifyWhitespace = true
    options.minifySyntax = true
  },
}

export default standalone
