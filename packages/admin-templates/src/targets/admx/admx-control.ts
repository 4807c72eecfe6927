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
