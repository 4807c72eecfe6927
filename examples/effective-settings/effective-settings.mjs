// Which settings are in effect on a machine, and why, from a script:
//
//   node effective-settings.mjs [--this]
//
// By default the machine is the folder beside this file: a Windows PC, as files and recorded commands, on which one value for
// the computer hides all that is set for the user. With --this it is the machine that runs this. Secrets are hidden. Exit code 1 where something that is managed is not in effect.
import { join } from 'node:path'
import { effectiveSettings, plainEffective } from '@cowork-mdm/host'
import { localHost, simulatedHost } from '@cowork-mdm/machine'
import { redact } from '@cowork-mdm/schema'

const host = process.argv.includes('--this') ? localHost() : await simulatedHost(join(import.meta.dirname, 'machine'))
const { effective, document } = await effectiveSettings(host)

const { settings, trouble } = redact(plainEffective(effective), document)
for (const { key, value, holders } of settings) {
  console.log(`${key}: ${value === undefined ? 'not set' : JSON.stringify(value)}`)
  for (const { place, outcome, why } of holders) console.log(`  ${place}: ${outcome}. ${why.message}`)
}
for (const { message } of trouble) console.error(message)
process.exitCode = trouble.length === 0 ? 0 : 1
