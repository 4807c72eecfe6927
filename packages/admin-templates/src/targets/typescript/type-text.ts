import type { ValueSchema } from '@cowork-mdm/schema'

/** Writes the type of a part of a value. */
export interface InnerType {
  (schema: ValueSchema): string
  /** As a compiler needs it: with `never` for members that must not be set, and lists that are not empty. */
  readonly exact: boolean
}

/** A name as a property of a type. */
export function propertyName(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : literal(name)
}

/** A value as a literal type. JSON allows two line separators in texts that older readers of TypeScript do not. */
export function literal(value: unknown): string {
  return JSON.stringify(value).replace(/[\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16)}`)
}

/** The type of an element of a list. */
export function element(type: string): string {
  return /^[\w.]+$|^\{[^]*\}$/.test(type) && !/\}.*[|&].*\{/s.test(type) ? type : `(${type})`
}

/** The lines of a type inside braces. */
export function indented(text: string): string {
  return text.replaceAll('\n', '\n  ')
}
