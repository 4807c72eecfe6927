import { settingPlatforms, type Platform } from '@cowork-mdm/schema'
import { defineRule } from '../rule.js'
import { SYSTEMS } from '../values/systems.js'
import { pathsIn } from '../values/paths-in.js'

const WINDOWS = /^[A-Za-z]:[\\/]|^\\\\[^\\]/

export const foreignPath = defineRule({
  group: 'urls-and-paths',
  severity: 'error',
  summary: 'A path of another system, or one that is not absolute',
  why: 'A profile for Macs with a path such as `C:\\Program Files\\…`, or a registry file with `/usr/local/…`, names a file that cannot be there. A path without its beginning depends on where the app was started.',
  remedy:
    'Write an absolute path of the system that reads the file. Where one profile is for all systems, keep one with its own path for each.',
  source: 'table of paths; vendor documentation: paths are absolute',
  messages: {
    foreign: ({ name, of, reader }: { name: string; of: string; reader: Platform }) =>
      `${name} is a path of ${of}, but ${SYSTEMS[reader]} reads this file.`,
    relative: ({ name }: { name: string }) => `${name} is not an absolute path.`,
  },
  check: (subject, report) => {
    for (const { setting, path, pointer } of pathsIn(subject)) {
      const name = setting.name + pointer
      // A setting for one system is read there, whatever the file around it is for.
      const platforms = settingPlatforms(setting.key!)
      const reader = platforms.length === 1 ? platforms[0]! : subject.platform
      const isWindows = WINDOWS.test(path)
      const isUnix = path.startsWith('/')
      const at = { setting, pointer }
      // A variable in front is told by another rule.
      if (!isWindows && !isUnix) {
        if (!/^[~%$"']/.test(path)) report('relative', { name }, at)
      } else if (reader !== 'any' && isWindows !== (reader === 'win32'))
        report('foreign', { name, of: isWindows ? 'Windows' : 'macOS or Linux', reader }, at)
    }
  },
})
