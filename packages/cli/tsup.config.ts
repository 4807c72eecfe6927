import type { Options } from 'tsup'
import { library, rawText } from '../../tsup.base.js'
import { requiredBuiltins } from './required-builtins.js'
import { thirdPartyLicenses } from './third-party-licenses.js'
import { writeManPage } from './write-man-page.js'

// Everything is bundled, so that installing the tool installs one package and it starts fast. Workspace packages are taken
// from their sources: one build then shakes the whole tree, and does not wait for the other packages.
export const commandLine: Options = {
  ...library,
  entry: { main: 'src/main.ts' },
  noExternal: [/.*/],
  esbuildPlugins: [rawText(), requiredBuiltins(), thirdPartyLicenses(), writeManPage()],
  esbuildOptions(options) {
    options.conditions = ['@cowork-mdm/source', 'module']
    // Without the condition `node`: where a package has two builds, the one of ES modules is wanted, which needs no `require`.
    options.platform = 'neutral'
    options.mainFields = ['module', 'main']
    options.external = ['node:*']
  },
}

export default commandLine
