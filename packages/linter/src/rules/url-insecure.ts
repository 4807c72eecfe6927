import type { Artifact } from '@cowork-mdm/encoder'
import { nodeAt } from '@cowork-mdm/profile'
import { textsIn, urlsIn } from '@cowork-mdm/schema/values'
import type { Fix } from '../finding.js'
import { defineRule } from '../rule.js'
import type { LintedSetting } from '../subject.js'
import { isLoopback } from '../values/hosts.js'
import { placeholderIn } from '../values/placeholder-in.js'
import { storeText } from '../values/store-text.js'

export const urlInsecure = defineRule({
  group: 'urls-and-paths',
  severity: 'error',
  summary: 'A URL that gives something away, or that no host is in',
  why: 'What goes over plain http, prompts and keys among it, can be read on the way. A user name or password in a URL ends up in logs, and releases since 1.32352.0 refuse such a URL. White space around one is a part of it for some settings.',
  remedy:
    'Write https, and the host alone. A credential belongs into a helper or a setting of its own. `--fix` removes white space.',
  source: 'annotation x-uri-policy; reader rule url-credentials-rejected; northpolesec/santa, rules for its sync URL',
  messages: {
    http: ({ name }: { name: string }) => `${name} is a URL with plain http: what goes there can be read on the way.`,
    credentials: ({ name }: { name: string }) =>
      `${name} is a URL with a user name or a password in it; releases since 1.32352.0 refuse it.`,
    host: ({ name }: { name: string }) => `${name} is a URL without a host.`,
    space: ({ name }: { name: string }) => `${name} has white space around its URL.`,
  },
  check: (subject, report) => {
    for (const setting of subject.settings) {
      const { key, value } = setting
      // What the schema refuses is told by another rule.
      if (!key || value === null || value === '') continue
      for (const { pointer, url } of urlsIn(key.value, value)) {
        const name = setting.name + pointer
        const at = { setting, pointer }
        const text = textsIn(value).find((part) => part.pointer === pointer)?.text ?? ''
        if (placeholderIn(text) !== undefined) continue
        if (url.username !== '' || url.password !== '') report('credentials', { name }, at)
        // A proxy is spoken to with plain http as a rule; what goes through it is encrypted.
        if (url.protocol === 'http:' && !isLoopback(url.hostname) && !/proxy/i.test(key.name))
          report('http', { name }, at)
        if (url.host === '') report('host', { name }, at)
        if (text.trim() !== text)
          report('space', { name }, { ...at, fix: trimmed(subject.artifact, setting, pointer, text) })
      }
    }
  },
})

function trimmed(artifact: Artifact, { source }: LintedSetting, pointer: string, text: string): Fix | undefined {
  const node = source && nodeAt(source.node, pointer)
  // Inside of JSON text the place is the whole text.
  if (!node || node.type === 'array' || node.type === 'dict' || node.value !== text) return undefined
  const edit = storeText(artifact, node, text.trim())
  return edit && { title: 'Remove the white space', edits: [edit] }
}
