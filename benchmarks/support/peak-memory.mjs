// Run as a child process: extracts once and prints the peak of its resident memory, in kilobytes.
import { existsSync, readFileSync } from 'node:fs'
import { extractSchema } from '@cowork-mdm/schema-extractor'

await extractSchema(/** @type {string} */ (process.argv[2]))
console.log(peak())

function peak() {
  // On Linux `maxRSS` begins with what the parent process had; the status of the process does not.
  const status = '/proc/self/status'
  const own = existsSync(status) ? /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync(status, 'utf8'))?.[1] : undefined
  return own ?? process.resourceUsage().maxRSS
}
