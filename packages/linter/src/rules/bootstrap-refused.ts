import { isRemotelySettable } from '@cowork-mdm/schema'
import { urlsIn } from '@cowork-mdm/schema/values'
import { defineRule } from '../rule.js'
import { isLoopback } from '../values/hosts.js'

export const bootstrapRefused = defineRule({
  group: 'conflicts',
  severity: 'error',
  summary: 'Something that a bootstrap server must not send',
  why: 'The app drops from a response what would let the server take over the machine’s own guards: where the server is and how it is reached, the proxy, and addresses on the machine itself. The rest is used, and nobody is told.',
  remedy: 'Keep the setting in the profile on the device, or write an address that is not the machine’s own.',
  source: 'remote policies from the bundle; vendor documentation, bootstrap page',
  messages: {
    device: ({ name }: { name: string }) => `${name} is dropped from a response; set it on the device.`,
    loopback: ({ name }: { name: string }) =>
      `${name} is an address on the machine itself, which is dropped from a response.`,
  },
  check: ({ artifact: { format }, settings }, report) => {
    if (format !== 'bootstrap') return
    for (const setting of settings) {
      const { name, key, value } = setting
      if (!key || value === null) continue
      if (!isRemotelySettable(key)) {
        report('device', { name }, { setting, atName: true })
        continue
      }
      for (const { pointer, url } of urlsIn(key.value, value))
        if (isLoopback(url.hostname)) report('loopback', { name: name + pointer }, { setting, pointer })
    }
  },
})
