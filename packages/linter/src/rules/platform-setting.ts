import { listed, settingPlatforms } from '@cowork-mdm/schema'
import { defineRule } from '../rule.js'
import { SYSTEMS } from '../values/systems.js'

export const platformSetting = defineRule({
  group: 'versions',
  severity: 'info',
  summary: 'A setting that does nothing on the system that reads the file',
  why: 'A few settings are about one system alone: WSL sessions, paths of Windows. Elsewhere they are read and have no effect, and whoever relies on them is wrong.',
  remedy: 'Leave it out of the files for other systems, or accept it where one profile is for all.',
  source: 'table of platforms by setting: vendor documentation, configuration reference',
  messages: {
    elsewhere: ({ name, only, here }: { name: string; only: readonly string[]; here: string }) =>
      `${name} is for ${listed(only)}; on ${here} it does nothing.`,
  },
  check: ({ settings, platform }, report) => {
    if (platform === 'any') return
    for (const setting of settings) {
      const platforms = settingPlatforms(setting.key ?? setting)
      if (platforms.includes(platform)) continue
      const only = platforms.map((other) => SYSTEMS[other])
      report('elsewhere', { name: setting.name, only, here: SYSTEMS[platform] }, { setting, atName: true })
    }
  },
})
