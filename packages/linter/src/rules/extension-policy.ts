import { EXTENSION_POLICY } from '@cowork-mdm/schema'
import { defineRule } from '../rule.js'
import { isLayer } from '../values/is-layer.js'

export const extensionPolicy = defineRule({
  group: 'security-posture',
  severity: 'info',
  summary: 'Extensions are on, and need no signature',
  why: 'An extension runs on the machine with the rights of the person. Unless signatures are required, any file with the right ending can be installed as one.',
  remedy: 'Require signatures as well, or turn extensions off.',
  source: 'vendor documentation, extensions; signatures are not required by default',
  messages: {
    unsigned: ({ enabled, signed }: { enabled: string; signed: string }) =>
      `${enabled} is true and ${signed} is not: extensions that nobody signed can be installed.`,
  },
  check: (subject, report) => {
    const { enabled, signed } = EXTENSION_POLICY
    const setting = subject.setting(enabled)
    // An explicit false is told by another rule.
    if (setting?.value === true && subject.value(signed) === undefined && !isLayer(subject))
      report('unsigned', { enabled, signed }, { setting })
  },
})
