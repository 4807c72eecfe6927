import { ArrayValue, type Value } from '../evaluate/values.js'
import { ZodValue } from './zod-value.js'

/** Whether a property of this schema may be left out. */
export function isOptional(value: Value): boolean {
  if (!(value instanceof ZodValue)) return false
  switch (value.kind) {
    case 'optional':
    case 'default':
    case 'prefault':
    case 'catch':
    case 'undefined':
    case 'void':
      return true
    case 'any':
    case 'unknown':
      return true
    case 'nullable':
    case 'readonly':
    case 'branded':
      return isOptional(value.fields.get('innerType'))
    case 'effects':
      return isOptional(value.fields.get('schema'))
    case 'pipe': {
      const input = value.schema('in')
      return isOptional(input?.kind === 'transform' ? value.fields.get('out') : input)
    }
    case 'union': {
      const options = value.fields.get('options')
      return options instanceof ArrayValue && options.items.some(isOptional)
    }
    default:
      return false
  }
}
