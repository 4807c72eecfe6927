/** Names of value types by their number (winnt.h); `hex(2)` in a registry file is number 2. */
const NAMES = [
  'REG_NONE',
  'REG_SZ',
  'REG_EXPAND_SZ',
  'REG_BINARY',
  'REG_DWORD',
  'REG_DWORD_BIG_ENDIAN',
  'REG_LINK',
  'REG_MULTI_SZ',
  'REG_RESOURCE_LIST',
  'REG_FULL_RESOURCE_DESCRIPTOR',
  'REG_RESOURCE_REQUIREMENTS_LIST',
  'REG_QWORD',
] as const

/** What a value type is called; one without a name by its number, `REG_0x1f`. */
export function registryType(number: number): `REG_${string}` {
  return NAMES[number] ?? `REG_0x${number.toString(16)}`
}
