import { pathFor, pathOf } from '@cowork-mdm/host'
import { quietly, whoCanChange } from '@cowork-mdm/machine'
import { defineCheck, ok, skipped, warning } from '../check.js'
import { describeWriters } from '../facts/describe-writers.js'

export const appInstallKind = defineCheck({
  title: 'The app is installed for everybody, where only administrators can change it',
  group: 'app',
  platforms: ['darwin', 'win32', 'linux'],
  severity: 'warning',
  async run(patient) {
    const { host } = patient
    const [app] = await patient.apps()
    if (!app) return skipped('There is no app.')
    if (app.user !== undefined) {
      return warning(`The app is installed for ${app.user} alone, in ${app.path}.`, {
        detail: ['Whoever owns the program can change it, and so what managed settings do.'],
        advice:
          host.platform === 'win32'
            ? 'Install the MSIX package for the whole machine, and remove the one of the user.'
            : 'Install it in /Applications as an administrator, and remove the one of the user.',
      })
    }
    const writers = host.platform === 'win32' ? [] : await quietly(whoCanChange(host, app.path))
    if (writers && writers.length > 0) {
      return warning('Others than administrators can change the app.', {
        detail: writers.map(describeWriters),
        advice: 'Give the app to root, and take the right to write from everybody else.',
      })
    }
    if (app.kind !== 'msix') return ok(`Installed for everybody at ${app.path}.`)
    const libraries = []
    for (const user of await patient.users()) {
      const places = (['config-library', 'config-library-msix'] as const).map((id) =>
        pathFor(pathOf('win32', id), user),
      )
      const found = await Promise.all(places.map((place) => quietly(host.stat(place))))
      if (found.every((facts) => facts !== undefined)) libraries.push(...places)
    }
    if (libraries.length === 0) return ok('Installed as a package (MSIX), which Windows alone changes.')
    return warning('The app is a package (MSIX), and there are two libraries of local configurations.', {
      detail: libraries,
      advice:
        'Which one a package reads depends on the build of Windows. Manage settings through the registry, or keep one library.',
    })
  },
})
