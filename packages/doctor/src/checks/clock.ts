import { quietly } from '@cowork-mdm/machine'
import type { Host } from '@cowork-mdm/machine'
import { defineCheck, EVERYWHERE, failure, ok, warning } from '../check.js'
import type { Patient } from '../patient.js'

/** How far a file's time may lie ahead of the clock: time zones of disks, and clocks that were just set. */
const SLACK_MS = 26 * 60 * 60 * 1000

export const clock = defineCheck({
  title: 'The clock is right, and is kept right',
  group: 'app',
  platforms: EVERYWHERE,
  severity: 'error',
  async run(patient, signal) {
    const now = patient.host.now()
    const latest = await latestTime(patient)
    if (latest && latest.at.getTime() - now.getTime() > SLACK_MS) {
      return failure(
        `The clock says ${now.toISOString()}, and ${latest.place} was written at ${latest.at.toISOString()}.`,
        {
          advice: 'Set the clock: sign-in and TLS fail with a wrong one.',
        },
      )
    }
    const kept = await isKept(patient.host, signal)
    if (kept === false) {
      return warning('Nothing keeps the clock right.', {
        advice: 'Turn the synchronisation of time on: sign-in and TLS fail once the clock is some minutes wrong.',
      })
    }
    return ok(kept === undefined ? `It says ${now.toISOString()}.` : 'It is synchronised.')
  },
})

/** The latest change of a file that others than this machine's clock may have dated. */
async function latestTime(patient: Patient): Promise<{ at: Date; place: string } | undefined> {
  const [app] = await patient.apps()
  const ofApp = app && (await quietly(patient.host.stat(app.path)))
  const times = (await patient.sources()).flatMap(({ facts, place }) =>
    facts ? [{ at: new Date(facts.modified), place }] : [],
  )
  if (ofApp) times.push({ at: ofApp.modified, place: app.path })
  return times.sort((left, right) => right.at.getTime() - left.at.getTime())[0]
}

/** Whether the system synchronises its clock; nothing where it does not tell. */
async function isKept(host: Host, signal: AbortSignal): Promise<boolean | undefined> {
  const said = async (command: string, args: string[]) => {
    const run = await quietly(host.run(command, args, { timeoutMs: 5000, signal }))
    return run?.exitCode === 0 ? run.stdout.toString() : undefined
  }
  switch (host.platform) {
    case 'linux': {
      const answer = (await said('timedatectl', ['show', '--property=NTP', '--value']))?.trim()
      return answer === 'yes' ? true : answer === 'no' ? false : undefined
    }
    case 'darwin': {
      const answer = await said('/usr/sbin/systemsetup', ['-getusingnetworktime'])
      return answer === undefined
        ? undefined
        : /: On\b/.test(answer)
          ? true
          : /: Off\b/.test(answer)
            ? false
            : undefined
    }
    case 'win32': {
      const key = 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\W32Time\\Parameters'
      const [, type] = /\bType\s+REG_SZ\s+(\w+)/.exec((await said('reg', ['query', key, '/v', 'Type'])) ?? '') ?? []
      return type === undefined ? undefined : type !== 'NoSync'
    }
  }
}
