/** A value on its way into a property list. Maps keep their order, whatever their names are. */
export type PlistValue = string | number | boolean | PlistValue[] | PlistMap

export type PlistMap = Map<string, PlistValue>

/** Integers of property lists have 64 bits; what is beyond is a real. */
export function isPlistInteger(value: number): boolean {
  return Number.isInteger(value) && value >= -(2 ** 63) && value < 2 ** 63
}
