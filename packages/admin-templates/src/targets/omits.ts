import { allowedValues } from '../kinds/enumeration.js'
import { nothing } from '../kinds/nothing.js'
import { nullValue } from '../kinds/null-value.js'
import { isPrintable } from '../model/printable.js'
import { storedText } from '../reference/stored-value.js'
import type { Setting } from '../model/template-model.js'
import type { OmissionReason } from './target.js'

/** Why no target can express a setting. */
export function omitsNoValue({ kind }: Setting): OmissionReason | undefined {
  return kind === nothing || kind === nullValue ? 'no-value' : undefined
}

/** Why a target that is written as XML cannot express a setting. */
export function omitsUnprintable(setting: Setting): OmissionReason | undefined {
  const { name, value } = setting.key
  const texts = [name, ...(allowedValues(value) ?? []).map(storedText)]
  return omitsNoValue(setting) ?? (texts.every(isPrintable) ? undefined : 'not-printable')
}
