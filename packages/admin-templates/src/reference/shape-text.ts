import type { Setting } from '../model/template-model.js'
import { typeOf } from '../targets/typescript/typescript.js'

/** The members of a list's entries, a map's values or an object, as a type; undefined where there is nothing to show. */
export function shapeText({ key, kind }: Setting): string | undefined {
  if (kind.stored !== 'json') return undefined
  const type = typeOf(key.value, { exact: false })
  return type.includes('{') ? type : undefined
}
