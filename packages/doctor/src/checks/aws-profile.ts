import { SETTING_ROLES } from '@cowork-mdm/schema'
import { pathsOf } from '@cowork-mdm/machine'
import { defineCheck, EVERYWHERE, failure, ok, skipped, warning } from '../check.js'
import { readAwsFile } from '../facts/aws-file.js'

const REGION = /^[a-z]{2,3}(?:-[a-z]+)+-\d{1,2}$/

export const awsProfile = defineCheck({
  title: 'The AWS profile is there, and of the region that is used',
  group: 'provider',
  platforms: EVERYWHERE,
  severity: 'error',
  async run(patient) {
    const { awsProfile: profileSetting, awsFolder, awsRegion } = SETTING_ROLES
    const values = await patient.values()
    const profile = values[profileSetting]
    if (typeof profile !== 'string' || profile === '') return skipped('No AWS profile is set.')
    const user = await patient.user()
    const native = pathsOf(patient.host.platform)
    const set = values[awsFolder]
    const folder = typeof set === 'string' && set !== '' ? set : user && native.join(user.home, '.aws')
    if (folder === undefined) return skipped('Whose profile it is cannot be told.', { advice: 'Run this as the user.' })
    const [config, credentials] = await Promise.all([
      readAwsFile(patient.host, native.join(folder, 'config')),
      readAwsFile(patient.host, native.join(folder, 'credentials')),
    ])
    const unreadable = [config, credentials].flatMap((file) => ('problem' in file ? [file.problem] : []))
    if (unreadable.length > 0)
      return skipped('The files of the AWS tools cannot be read.', {
        detail: unreadable,
        advice: 'Run this as the user.',
      })
    const sections = 'sections' in config ? config.sections : new Map<string, Map<string, string>>()
    const inConfig = sections.get(profile === 'default' ? 'default' : `profile ${profile}`)
    const inCredentials = 'sections' in credentials ? credentials.sections.get(profile) : undefined
    // What the profile is called is not shown: the schema redacts it.
    if (!inConfig && !inCredentials) {
      return failure(`Expected the profile of ${profileSetting} in ${folder}, found none of that name.`, {
        advice: 'Write it there for every user, or set the name of one that is there.',
      })
    }
    const session = inConfig?.get('sso_session')
    if (session !== undefined && !sections.has(`sso-session ${session}`)) {
      return failure('The profile names an sso-session that is not there.', {
        advice: `Write the section into ${native.join(folder, 'config')}.`,
      })
    }
    const region = inConfig?.get('region')
    const wanted = values[awsRegion]
    if (region !== undefined && typeof wanted === 'string' && region !== wanted) {
      // Whatever else somebody wrote there may be a key.
      const named = REGION.test(region) ? region : 'something that is no region'
      return warning(`The profile is of ${named}, and ${awsRegion} says ${wanted}.`, {
        advice: 'The setting wins for models; sign-in may go to the other one. Make them the same.',
      })
    }
    return ok(`There is one in ${folder}.`)
  },
})
