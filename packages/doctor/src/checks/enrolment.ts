import { quietly, regOf, type Host } from '@cowork-mdm/machine'
import { defineCheck, ok, skipped, warning, type Verdict } from '../check.js'
import type { Patient } from '../patient.js'

export const enrolment = defineCheck({
  title: 'The machine is enrolled in device management',
  group: 'delivery',
  platforms: ['darwin', 'win32'],
  severity: 'warning',
  async run(patient, signal) {
    const { host } = patient
    return host.platform === 'darwin' ? await ofMac(host, signal) : await ofWindows(patient, signal)
  },
})

const UNKNOWN = skipped('The system does not tell.', { advice: 'Run this as an administrator.' })

async function ofMac(host: Host, signal: AbortSignal): Promise<Verdict> {
  const run = await quietly(
    host.run('/usr/bin/profiles', ['status', '-type', 'enrollment'], { timeoutMs: 5000, signal }),
  )
  const said = run?.exitCode === 0 ? run.stdout.toString() : ''
  const [, answer] = /MDM enrollment:\s*(\w+)/.exec(said) ?? []
  if (answer === undefined) return UNKNOWN
  if (answer === 'No') {
    return warning('The Mac is not enrolled.', {
      advice: 'Enrol it; without that, no profile keeps settings on it.',
    })
  }
  const [, server] = /MDM server:\s*(\S+)/.exec(said) ?? []
  const host_ = server !== undefined && URL.canParse(server) ? new URL(server).hostname : undefined
  return ok(
    `Enrolled${host_ === undefined ? '' : ` with ${host_}`}${/User Approved/.test(said) ? ', approved by the user' : ''}.`,
  )
}

/** Enrolments have a key each; those with a provider are of a management server. */
async function ofWindows(patient: Patient, signal: AbortSignal): Promise<Verdict> {
  const { host } = patient
  const key = 'HKLM\\SOFTWARE\\Microsoft\\Enrollments'
  const run = await quietly(
    host.run(regOf(host), ['query', key, '/s', '/v', 'ProviderID', '/reg:64'], { timeoutMs: 10_000, signal }),
  )
  if (!run) return UNKNOWN
  const providers = [...run.stdout.toString().matchAll(/\bProviderID\s+REG_SZ\s+(\S[^\r\n]*)/g)].map(
    ([, name]) => name!,
  )
  if (providers.length > 0) return ok(`Enrolled with ${[...new Set(providers)].join(', ')}.`)
  const policy = (await patient.channels())?.find(({ kind }) => kind === 'group-policy')
  if (policy) return ok('Not enrolled; Group Policy, which needs no enrolment, delivers settings.')
  return warning('The machine is not enrolled.', {
    advice: 'Enrol it, or deliver settings by Group Policy; else they have to be written on the machine itself.',
  })
}
