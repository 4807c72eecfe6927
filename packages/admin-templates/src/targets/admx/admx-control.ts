/** Data of a registry value, as ADMX writes it: `decimal` is a `REG_DWORD`, `string` a `REG_SZ`. */
export type RegistryData = { decimal: number } | { string: string }

/** What the policy editor offers for a setting. */
export type AdmxControl =
  /** Enabled and Disabled are the two values. */
  | { enabled: RegistryData; disabled: RegistryData }
  /** Enabled asks for a value. */
  | { element: AdmxElement }

export type AdmxElement =
  | { tag: 'text'; maxLength: number }
  | { tag: 'decimal'; minimum: number; maximum: number; preset: number }
  | { tag: 'enum'; items: readonly EnumItem[]; preset?: number }

export interface EnumItem {
  /** Identifier of the item's label among the strings. */
  id: string
  label: string
  data: RegistryData
}

/**
 * The longest text that registry.pol can carry, in UTF-16 units: the size of a value is a 16-bit number of bytes there
 * ([MS-GPREG] 2.2.1), and a text ends with a zero.
 */
export const LONGEST_TEXT = 32_766
