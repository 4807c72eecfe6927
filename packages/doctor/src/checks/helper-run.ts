import { HELPER_CONTEXT } from '@cowork-mdm/schema'
import { CoworkError } from '@cowork-mdm/machine'
import { defineCheck, EVERYWHERE, failure, ok, skipped } from '../check.js'
import { formOfCredential } from '../facts/credential-form.js'
import { helpersOf } from '../facts/helpers.js'

/** The longest that a setting allows, and a little. */
const LONGEST_MS = 610_000

export const helperRun = defineCheck({
  title: 'The credential helper prints a credential',
  group: 'provider',
  platforms: EVERYWHERE,
  severity: 'error',
  only: 'run-helper',
  timeoutMs: LONGEST_MS,
  async run(patient, signal) {
    const { host } = patient
    const helper = (await helpersOf(patient)).find(({ rule }) => rule?.timeout !== undefined)
    if (!helper) return skipped('No credential helper is set.')
    const user = await patient.user()
    const who = user?.uid === undefined || user.gid === undefined ? undefined : { uid: user.uid, gid: user.gid }
    if (host.administrator && (host.platform === 'win32' || !who || who.uid === 0)) {
      return skipped('It is never run as an administrator, and whose machine this is cannot be told.', {
        advice: 'Run this as the user, without administrator rights.',
      })
    }
    const values = await patient.values()
    const { rule, path } = helper
    const seconds = Number(values[rule!.timeout!] ?? rule!.defaultTimeout)
    const args = rule!.arguments === undefined ? undefined : values[rule!.arguments]
    const started = performance.now()
    try {
      const { exitCode, stdout } = await host.run(path, textsOf(args), {
        env: {
          [HELPER_CONTEXT.variable]: HELPER_CONTEXT.test,
          ...(user && host.administrator && { HOME: user.home, USER: user.name, LOGNAME: user.name }),
        },
        timeoutMs: seconds * 1000,
        maxOutputBytes: 1024 * 1024,
        signal,
        ...(host.administrator && who && { user: who, cwd: user!.home }),
      })
      const took = `within ${Math.ceil((performance.now() - started) / 1000)} s`
      if (exitCode !== 0) {
        return failure(`It ended with exit code ${exitCode} ${took}.`, {
          advice: 'Run it by hand as the user; what it says is not shown here.',
        })
      }
      const form = formOfCredential(stdout)
      if (form.problem !== undefined)
        return failure(`It ended well ${took}, and printed ${form.problem}.`, {
          advice: 'Let it print the token alone, or {"token": …, "headers": {…}}, and all else to stderr.',
        })
      return ok(`It printed ${form.kind} ${took}.`)
    } catch (cause) {
      if (!(cause instanceof CoworkError)) throw cause
      if (cause.code === 'command-timeout')
        return failure(`It was not done within ${seconds} s.`, { advice: `Make it faster, or raise ${rule!.timeout}.` })
      return failure(`It could not be run (${cause.code}).`, { advice: 'See "helper-path" and "helper-access".' })
    }
  },
})

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : []
}
