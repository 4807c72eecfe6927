import type { SettingKey } from './schema-document.js'

/**
 * The stable identifier of a setting where only letters, digits and underscores are allowed (ADMX policies, OMA-URI). It
 * depends on the setting's name alone, and different names never share one: what is not a letter or digit, the underscore
 * itself included, becomes its code point in hexadecimal between underscores.
 */
export function policyName({ name }: Pick<SettingKey, 'name'>): string {
  return name.replace(/[^A-Za-z0-9]/gu, (character) => `_${character.codePointAt(0)!.toString(16)}_`)
}

/** The name of the setting that a policy is for: the inverse of `policyName`. */
export function settingOfPolicy(policy: string): string {
  return policy.replace(/_([\da-f]{1,6})_/g, (whole, digits: string) => {
    const point = Number.parseInt(digits, 16)
    return point <= 0x10ffff ? String.fromCodePoint(point) : whole
  })
}
