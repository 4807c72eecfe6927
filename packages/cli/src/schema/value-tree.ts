import type { ValueSchema } from '@cowork-mdm/schema'
import { plainText } from '../output/plain-text.js'
import type { TreeNode } from '../output/tree.js'
import { contentOf, describeValue } from './describe-value.js'

/** What is inside a value: properties, alternatives, the names and values of a map. Nothing for a plain value. */
export function valueTree(schema: ValueSchema): TreeNode[] {
  const content = contentOf(schema)
  if (content) return [...namesOf(schema), ...valueTree(content.of)]
  return [
    ...propertiesOf(schema),
    ...numbered(schema.anyOf),
    ...numbered(schema.prefixItems),
    ...(schema.allOf ?? []).flatMap((part) => (schema.type ? valueTree(part) : [nodeOf('', part)])),
    ...(schema.not ? valueTree(schema.not) : []),
  ]
}

function nodeOf(label: string, schema: ValueSchema, required = false): TreeNode {
  const prose = schema.description ?? schema.title
  const text = `${required ? 'required; ' : ''}${describeValue(schema)}`
  return {
    label: plainText(label),
    text: prose === undefined ? text : `${text} – ${plainText(prose)}`,
    children: valueTree(schema),
  }
}

function namesOf({ propertyNames }: ValueSchema): TreeNode[] {
  return propertyNames ? [nodeOf('names', propertyNames)] : []
}

function numbered(schemas: readonly ValueSchema[] | undefined): TreeNode[] {
  return (schemas ?? []).map((schema, index) => nodeOf(`${index + 1}.`, schema))
}

/** Constants first, as they tell alternatives apart, then what is required; what is not allowed comes in one line. */
function propertiesOf({ type, properties = {}, required = [], additionalProperties: others }: ValueSchema): TreeNode[] {
  const entries = Object.entries(properties)
  const rank = ([name, schema]: (typeof entries)[number]) =>
    schema.const !== undefined ? 0 : required.includes(name) ? 1 : 2
  const allowed = entries.filter(([, schema]) => !isForbidden(schema))
  const forbidden = entries.filter(([, schema]) => isForbidden(schema)).map(([name]) => plainText(name))
  const nodes = allowed
    .sort((left, right) => rank(left) - rank(right))
    .map(([name, schema]) => nodeOf(name, schema, required.includes(name)))
  if (forbidden.length > 0) nodes.push({ label: 'not allowed', text: forbidden.join(', '), children: [] })
  if (typeof others === 'object') nodes.push(nodeOf('others', others))
  else if (type === 'object' && others === false) nodes.push({ label: 'others', text: 'not allowed', children: [] })
  return nodes
}

/** `{"not": {}}`: the property may not be there. */
function isForbidden({ not }: ValueSchema): boolean {
  return not !== undefined && Object.keys(not).length === 0
}
