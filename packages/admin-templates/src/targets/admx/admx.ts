import { LANGUAGES, POLICY_APP } from '@cowork-mdm/schema'
import { WORDS } from '../../words/words.js'
import { consoleSelection } from '../console-selection.js'
import { omitsUnprintable } from '../omits.js'
import type { Target } from '../target.js'
import { admlFile } from './adml-file.js'
import { admxFile } from './admx-file.js'
import { policyOf } from './policy.js'

/** Group Policy and Intune: an ADMX file, and an ADML file for each language. */
export const admx: Target = {
  selection: consoleSelection('win32'),
  omits: omitsUnprintable,
  files({ settings, model, selection, options }) {
    const policies = settings.map((setting) => policyOf(setting, selection))
    return [
      { path: `${POLICY_APP}.admx`, text: admxFile(policies, model, options) },
      ...LANGUAGES.map((language) => ({
        path: `${WORDS[language].tag}/${POLICY_APP}.adml`,
        text: admlFile(policies, model, language),
      })),
    ]
  },
}
