import { policyName, policyUri, type JsonValue } from '@cowork-mdm/schema'
import { encodeValue } from '@cowork-mdm/schema/values'
import type { CarriedSetting, EncodeInput, FileBytes, Refusal } from '../../format.js'
import { DEFAULT_NAME } from '../../identity/default-name.js'
import { slug } from '../../identity/slug.js'
import { writeJsonMap } from '../../json/write-json.js'
import { noteLongTexts } from '../../registry/note-long-texts.js'
import { writePolicyData } from './policy-data.js'

/** Types of Microsoft Graph. */
const CONFIGURATION = '#microsoft.graph.windows10CustomConfiguration'
const ROW = '#microsoft.graph.omaSettingString'

/**
 * A custom configuration for Windows as Microsoft Graph takes it (POST deviceManagement/deviceConfigurations), without what
 * the service gives it: identifiers and dates. The rows set policies of the ADMX file that has to be ingested before.
 */
export function encodeOmaUri({ profile, settings, options, notes }: EncodeInput): FileBytes[] {
  const target = options.hive === 'HKCU' ? 'User' : 'Device'
  const values = settings.map((setting) => ({ name: setting.name, data: storedText(setting) }))
  noteLongTexts(values, notes)
  const rows = settings.map((setting, index): JsonValue => {
    const { name } = setting
    return {
      '@odata.type': ROW,
      displayName: name,
      omaUri: policyUri({ name }, target),
      value: writePolicyData(
        isSwitch(setting)
          ? { isEnabled: setting.value === true }
          : { isEnabled: true, element: { id: policyName({ name }), value: values[index]!.data } },
      ),
    }
  })
  const entries: [string, JsonValue][] = [
    ['@odata.type', CONFIGURATION],
    ['displayName', profile.name ?? DEFAULT_NAME],
    ...(profile.description === undefined ? [] : [['description', profile.description] satisfies [string, string]]),
    ['omaSettings', rows],
  ]
  return [{ path: `${slug(profile)}.oma-uri.json`, bytes: writeJsonMap(entries) }]
}

/** The policy of a yes or no has no element. */
export function refuseSwitch(setting: CarriedSetting): Refusal | undefined {
  if (!isSwitch(setting) || typeof setting.value === 'boolean') return undefined
  return { found: 'neither true nor false', hint: 'Correct the value: its policy is only enabled or disabled.' }
}

function isSwitch({ key }: CarriedSetting): boolean {
  return key?.value.type === 'boolean'
}

/** What the policy puts into the registry. */
function storedText({ key, value }: CarriedSetting): string {
  return encodeValue(key, value, { carrier: 'plist', values: 'strings' }) as string
}
