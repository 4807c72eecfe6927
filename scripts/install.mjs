// Installs the dependencies if they are not, or no longer, those of the lockfile.
import { ensureInstalled } from './workspace.mjs'

ensureInstalled()
