import { SETTING_ROLES } from '@cowork-mdm/schema'
import { defineRule } from '../rule.js'
import { secretTexts } from '../values/secret-texts.js'

export const secretInline = defineRule({
  group: 'secrets',
  severity: 'warning',
  summary: 'A credential that stands in the file',
  why: 'Whoever can read the file has the credential: in a repository everybody with access to it and to its history, on a machine every user, as managed preferences and policies can be read by all.',
  remedy:
    'Let a helper print the credential on the machine, or sign people in. In a YAML profile write `${env:NAME}` or `${file:PATH}`, which are filled in when the profile is exported. A credential that was committed is to be replaced.',
  source: 'how the app itself redacts settings in its reports; macadmins/contour, audit',
  messages: {
    reference: ({ name }: { name: string }) =>
      `${name} holds a credential; write a reference such as \${env:NAME} in its place, or use ${SETTING_ROLES.credentialHelper}.`,
    helper: ({ name }: { name: string }) =>
      `${name} holds a credential, which everybody on the machine can read; use ${SETTING_ROLES.credentialHelper} or a sign-in.`,
  },
  check: ({ artifact, settings, context: { document } }, report) => {
    for (const setting of settings) {
      for (const pointer of secretTexts(setting, document)) {
        const name = setting.name + (pointer === '' ? '' : `, at ${pointer},`)
        report(artifact.format === 'yaml' ? 'reference' : 'helper', { name }, { setting, pointer })
      }
    }
  },
})
