import { type AppBug, compareVersions, counted, knownAppBugs } from '@cowork-mdm/schema'
import { defineCheck, EVERYWHERE, ok, skipped, warning } from '../check.js'
import type { Patient } from '../patient.js'

type Condition = NonNullable<AppBug['when']>

/** What has to be so on a machine for a fault to be met there. */
const CONDITIONS: Record<Condition, (patient: Patient) => Promise<boolean>> = {
  'package-install': async (patient) => (await patient.apps())[0]?.kind === 'msix',
  'collections-as-such': async (patient) =>
    (await patient.effective()).settings.some(({ holders }) =>
      holders.some(({ decoding }) => decoding.includes('native-collection-disputed')),
    ),
  'only-behavior-managed': async (patient) => {
    const { tier, localInEffect } = await patient.effective()
    return tier === 'managed' && localInEffect === true
  },
  'both-hives-used': async (patient) => {
    const managed = (await patient.effective()).sources.filter(({ tier }) => tier === 'managed')
    return managed.filter(({ values }) => values.length > 0).length > 1
  },
}

export const appKnownBugs = defineCheck({
  title: 'No known fault of the app concerns this machine',
  group: 'app',
  platforms: EVERYWHERE,
  severity: 'warning',
  async run(patient) {
    if ((await patient.apps()).length === 0) return skipped('There is no app.')
    const version = await patient.appVersion()
    const ofRelease = knownAppBugs(patient.host.platform).filter((bug) => isOfVersion(bug, version))
    // Of the others nothing on a machine tells.
    const known = ofRelease.filter((bug): bug is AppBug & { when: Condition } => bug.when !== undefined)
    if (known.length === 0) return ok('No fault of this release is known that shows on a machine.')
    const met: AppBug[] = []
    for (const bug of known) if (await CONDITIONS[bug.when](patient)) met.push(bug)
    const sure = met.filter(({ when }) => when !== 'package-install')
    const unsure = met.filter((bug) => !sure.includes(bug))
    const detail = unsure.map(({ symptom, threads }) => `Some packages have this: ${symptom} (${threads.join(', ')})`)
    if (sure.length === 0) {
      return ok(`${counted(known.length, 'fault')} of this release looked for, none met for sure.`, { detail })
    }
    return warning(`${counted(sure.length, 'known fault')} of the app may show here.`, {
      detail: [
        ...sure.flatMap(({ symptom, workaround, threads }) => [`${symptom} (${threads.join(', ')})`, workaround]),
        ...detail,
      ],
      advice: 'Follow what each says, or update the app.',
    })
  },
})

function isOfVersion({ since, fixedIn }: AppBug, version: string | undefined): boolean {
  if (version === undefined) return true
  if (since !== undefined && compareVersions(version, since) < 0) return false
  return fixedIn === undefined || compareVersions(version, fixedIn) < 0
}
