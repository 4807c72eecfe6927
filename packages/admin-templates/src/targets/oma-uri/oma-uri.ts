import { POLICY_APP, policyUri, type Language } from '@cowork-mdm/schema'
import type { Setting } from '../../model/template-model.js'
import { WORDS } from '../../words/words.js'
import { admxFile } from '../admx/admx-file.js'
import { policyOf, type Policy } from '../admx/policy.js'
import { consoleSelection } from '../console-selection.js'
import { omitsUnprintable } from '../omits.js'
import type { PolicyClass, Target } from '../target.js'
import { xmlText } from '../xml-text.js'
import type { PolicyData } from './policy-data.js'

/**
 * Name under which Windows keeps the ingested file. A later one of the same name takes its place, since Windows 10 1903
 * (Microsoft Learn, "Win32 and Desktop Bridge app ADMX policy ingestion").
 */
const FILE = 'Settings'

/** A row of a custom configuration profile. */
interface OmaRow {
  setting: string
  title: string
  /** By class: rows of the device, of the user, or both to choose from. */
  omaUri: { device?: string; user?: string }
  dataType: 'String'
  /** What sets the example. */
  example?: string
  /** What sets false, or removes the value. */
  disabled: string
}

/**
 * Intune and other MDM servers: the ADMX file to ingest, in one row, and a row for each setting. The ingested file has all
 * policies in one folder, as paths name the folders, and settings change theirs from one release to the next.
 */
export const omaUri: Target = {
  selection: consoleSelection('win32'),
  omits: omitsUnprintable,
  files({ settings, model, selection, options }) {
    const { language, policyClass } = options
    const words = WORDS[language]
    const policies = settings.map((setting) => policyOf(setting, selection))
    const list = {
      about: words.about,
      madeFrom: words.madeFrom(model.appVersion, model.asOf, model.sha256),
      ingest: {
        omaUri: `./Device/Vendor/MSFT/Policy/ConfigOperations/ADMXInstall/${POLICY_APP}/Policy/${FILE}`,
        dataType: 'String',
        value: admxFile(policies, model, { policyClass, flat: true }),
      },
      settings: policies.map((policy) => row(policy, policyClass, language)),
    }
    return [{ path: `${POLICY_APP}.policies.json`, text: `${JSON.stringify(list, null, 2)}\n` }]
  },
}

function row({ id, setting }: Policy, policyClass: PolicyClass, language: Language): OmaRow {
  const example = exampleData(setting, id)
  return {
    setting: setting.key.name,
    title: setting.prose[language].title,
    omaUri: {
      ...(policyClass === 'User' ? {} : { device: policyUri(setting.key, 'Device') }),
      ...(policyClass === 'Machine' ? {} : { user: policyUri(setting.key, 'User') }),
    },
    dataType: 'String',
    ...(example === undefined ? {} : { example }),
    disabled: dataText('disabled'),
  }
}

function exampleData({ kind, example }: Setting, id: string): string | undefined {
  if (example === undefined) return undefined
  return dataText(kind.omaUri(example, id))
}

/** In one line: Windows takes a line break between the tags for a part of the value, and XML one in the value for a space. */
function dataText(data: PolicyData): string {
  const [state, element] = typeof data === 'string' ? [data] : ['enabled', data]
  const parts = [
    xmlText({ [state]: '' }),
    element ? xmlText({ data: { '@id': element.id, '@value': element.value } }) : '',
  ]
  return parts.map((part) => part.trim().replace(/[\t\r\n]/g, (space) => `&#${space.charCodeAt(0)};`)).join('')
}
