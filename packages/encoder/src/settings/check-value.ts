import type { ProfileSetting } from '@cowork-mdm/profile'
import type { JsonValue } from '@cowork-mdm/schema'
import { EncoderError } from '../encoder-error.js'
import type { Format } from '../format.js'

/** Characters that XML 1.0 has no form for: most controls, half surrogates, two noncharacters. */
const NOT_XML =
  // eslint-disable-next-line no-control-regex -- they are what is looked for
  /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/

/** What ends texts in C, and what UTF-8 has no form for. */

const NOT_TEXT = /\0|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/

type Place = { file?: string | undefined; range?: readonly [number, number] | undefined }

/**
 * A setting's value as JSON has it: a negative zero is zero.
 * @throws EncoderError `value-not-carried` for texts that a format cannot hold, and for infinities. Lists and maps are JSON
 * text, which escapes what is critical.
 */
export function checkValue({ name, source }: ProfileSetting, value: JsonValue, format: Format): JsonValue {
  const place = { file: source?.file, range: source?.node.range }
  for (const text of typeof value === 'string' ? [name, value] : [name])
    checkText(text, JSON.stringify(name), format, place)
  return plainNumbers(value, () => {
    const message = `Expected finite numbers for ${JSON.stringify(name)}, found one that is none.`
    return new EncoderError('value-not-carried', message, { hint: 'Correct the number.', ...place })
  })
}

/** @throws EncoderError `value-not-carried`; `what` names the text */
export function checkText(text: string, what: string, { isXml }: Format, place: Place = {}): void {
  const wrong = (isXml ? NOT_XML : NOT_TEXT).exec(text)?.[0]
  if (wrong === undefined) return
  const code = wrong.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')
  throw new EncoderError(
    'value-not-carried',
    `Expected text without control characters for ${what}, found U+${code}, which this format cannot hold.`,
    { hint: 'Remove the character.', ...place },
  )
}

function plainNumbers(value: JsonValue, refusal: () => EncoderError): JsonValue {
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw refusal()
    return value === 0 ? 0 : value
  }
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((item) => plainNumbers(item, refusal))
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, plainNumbers(member, refusal)]))
}
