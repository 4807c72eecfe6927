import { quietly } from '@cowork-mdm/machine'
import { CREDENTIAL_FILES } from '@cowork-mdm/schema'
import { defineCheck, EVERYWHERE, failure, ok, skipped, warning } from '../check.js'
import { shownPath } from '../facts/shown-path.js'

export const credentialFiles = defineCheck({
  title: 'Files with credentials are there, and for those who need them alone',
  group: 'provider',
  platforms: EVERYWHERE,
  severity: 'error',
  async run(patient) {
    const { host } = patient
    const values = await patient.values()
    const files = CREDENTIAL_FILES.flatMap(({ setting }) => {
      const path = values[setting]
      return typeof path === 'string' && path !== '' ? [{ setting, path }] : []
    })
    if (files.length === 0) return skipped('No such file is set.')
    const user = await patient.user()
    const missing = []
    const open = []
    for (const { setting, path } of files) {
      const shown = await shownPath(host, path)
      if (shown === undefined) {
        missing.push(`${setting}: expected the whole path of a file, found something else.`)
        continue
      }
      const facts = await quietly(host.stat(path, { follow: true }))
      if (facts?.type !== 'file') {
        missing.push(
          `${setting}: expected a file at ${facts ? path : shown}, found ${facts ? `a ${facts.type}` : 'none'}.`,
        )
        continue
      }
      const { mode, uid, gid } = facts
      if (mode === undefined) continue
      const bit = user === undefined ? undefined : uid === user.uid ? 0o400 : gid === user.gid ? 0o040 : 0o004
      if (bit !== undefined && (mode & bit) === 0) missing.push(`${setting}: ${user!.name} may not read ${path}.`)
      else if ((mode & 0o004) !== 0) open.push(`${setting}: everybody can read ${path}.`)
    }
    const detail = [...missing, ...open]
    if (missing.length > 0) return failure(missing[0]!, { detail, advice: 'Put the file there, for the user to read.' })
    if (open.length > 0) {
      return warning(open[0]!, { detail, advice: 'Give the file to the user, with mode 0600.' })
    }
    return ok(files.map(({ path }) => path).join(', '))
  },
})
