import type { Omission, OmissionReason } from './target.js'

/** One text a reason; a reason without a text is a type error. */
const WORDING: Readonly<Record<OmissionReason, string>> = {
  'no-value': 'it admits no value',
  'not-printable': 'its name, or a value that it allows, has characters that XML cannot hold',
  'payload-name': 'its name is one of the metadata of every payload',
}

/** Why a setting is in none of the files, in one sentence. */
export function describeOmission({ setting, reason }: Omission): string {
  return `${setting} is left out: ${WORDING[reason]}.`
}
