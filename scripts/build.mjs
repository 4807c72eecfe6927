// npm run build
import { ensureInstalled } from './workspace.mjs'

ensureInstalled()
const { buildPackages } = await import('./build-packages.mjs')
process.exitCode = (await buildPackages()) ? 0 : 1
