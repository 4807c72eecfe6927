import type { ValueSchema } from '@cowork-mdm/schema'
import type { Words } from '../words/words.js'

/** Whole numbers from the first to the last that a schema allows; undefined where it does not say. */
export function integerBounds(schema: ValueSchema): { minimum: number | undefined; maximum: number | undefined } {
  const { minimum, exclusiveMinimum, maximum, exclusiveMaximum } = schema
  return {
    minimum: largest(
      minimum && Math.ceil(minimum),
      exclusiveMinimum !== undefined ? Math.floor(exclusiveMinimum) + 1 : undefined,
    ),
    maximum: smallest(
      maximum && Math.floor(maximum),
      exclusiveMaximum !== undefined ? Math.ceil(exclusiveMaximum) - 1 : undefined,
    ),
  }
}

function largest(...values: (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined)
  return known.length > 0 ? Math.max(...known) : undefined
}

function smallest(...values: (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined)
  return known.length > 0 ? Math.min(...known) : undefined
}

/** The keywords of a schema that bound a number, as they are. */
export function numberKeywords({ minimum, exclusiveMinimum, maximum, exclusiveMaximum, multipleOf }: ValueSchema) {
  return defined({ minimum, exclusiveMinimum, maximum, exclusiveMaximum, multipleOf })
}

/** What bounds a number, in words. */
export function numberRules(schema: ValueSchema, words: Words): string[] {
  const { minimum, exclusiveMinimum, maximum, exclusiveMaximum, multipleOf } = schema
  const rules: string[] = []
  if (minimum !== undefined && maximum !== undefined) rules.push(words.between(minimum, maximum))
  else if (minimum !== undefined) rules.push(words.atLeast(minimum))
  else if (maximum !== undefined) rules.push(words.atMost(maximum))
  if (exclusiveMinimum !== undefined) rules.push(words.moreThan(exclusiveMinimum))
  if (exclusiveMaximum !== undefined) rules.push(words.lessThan(exclusiveMaximum))
  if (multipleOf !== undefined) rules.push(words.multipleOf(multipleOf))
  return rules
}

/** An object without the members that are undefined. */
export function defined<T extends object>(facts: T): { [Name in keyof T]?: Exclude<T[Name], undefined> } {
  return Object.fromEntries(Object.entries(facts).filter(([, fact]) => fact !== undefined)) as {
    [Name in keyof T]?: Exclude<T[Name], undefined>
  }
}
