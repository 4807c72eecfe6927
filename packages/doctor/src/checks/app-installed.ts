import { pathOf } from '@cowork-mdm/host'
import { defineCheck, EVERYWHERE, failure, ok, warning } from '../check.js'
import { describeApp } from '../facts/describe-app.js'

export const appInstalled = defineCheck({
  title: 'Claude Desktop is installed',
  group: 'app',
  platforms: EVERYWHERE,
  severity: 'error',
  async run(patient) {
    const apps = await patient.apps()
    const [app, ...others] = apps
    if (!app) {
      return failure(`Expected the app at ${pathOf(patient.host.platform, 'app')}, found none.`, {
        advice: 'Install Claude Desktop, or look as a user who may see it: some folders open for administrators only.',
      })
    }
    const detail = apps.map(describeApp)
    if (others.length === 0) return ok(describeApp(app))
    return warning(`Expected one install, found ${apps.length}.`, {
      detail,
      advice:
        'Remove all but one: which one starts depends on how it is started, and each reads settings by its own rules.',
    })
  },
})
