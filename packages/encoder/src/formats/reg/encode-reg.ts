import { POLICY_KEY } from '@cowork-mdm/schema'
import type { EncodeInput, FileBytes } from '../../format.js'
import { slug } from '../../identity/slug.js'
import { noteLongTexts } from '../../registry/note-long-texts.js'
import { removedNames } from '../../registry/registry-names.js'
import { writeRegistryFile, type RegistryLine } from '../../registry/write-registry-file.js'
import { toRegistry } from '../../settings/to-registry.js'

/** Full names: regedit knows no abbreviations. */
const HIVES = { HKLM: 'HKEY_LOCAL_MACHINE', HKCU: 'HKEY_CURRENT_USER' }

/** Sets the profile's values; those of the previous profile that are no longer in it are removed first. */
export function encodeReg(input: EncodeInput): FileBytes[] {
  const values = toRegistry(input)
  noteLongTexts(
    values.map(({ name, value }) => ({ name, data: value.data })),
    input.notes,
  )
  const removed = removedNames(input).map((name) => ({ name }))
  return regFile(input, '.reg', [...removed, ...values])
}

/**
 * Removes the values that `encodeReg` sets, and nothing else. The key stays: an empty one means nothing to the app, and others
 * may have values in it.
 */
export function encodeRegUndo(input: EncodeInput): FileBytes[] {
  return regFile(
    input,
    '.undo.reg',
    input.settings.map(({ name }) => ({ name })),
  )
}

function regFile({ profile, options }: EncodeInput, ending: string, lines: readonly RegistryLine[]): FileBytes[] {
  const bytes = writeRegistryFile(`${HIVES[options.hive ?? 'HKLM']}\\${POLICY_KEY}`, lines)
  return [{ path: `${slug(profile)}${ending}`, bytes }]
}
