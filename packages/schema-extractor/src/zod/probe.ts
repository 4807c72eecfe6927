import type { InputForm, JsonValue, UriPolicy } from '@cowork-mdm/schema'
import type { Evaluator } from '../evaluate/evaluator.js'
import { fromJson, toJson } from '../evaluate/json.js'
import { Thrown } from '../evaluate/natives.js'
import { Undecidable } from '../evaluate/statements.js'
import { FunctionValue, Unknown, type Value } from '../evaluate/values.js'

/** What a preprocessing function does to raw values, found by trying it on samples. */
export interface PreprocessEffect {
  inputs: InputForm[]
  lenient: boolean
}

/** Calls a function of the bundle on a sample; undefined when the outcome is unknown. */
function attempt(evaluator: Evaluator, action: FunctionValue, sample: JsonValue): { value: Value } | undefined {
  try {
    const value = evaluator.call(action, [fromJson(sample)])
    return value instanceof Unknown ? undefined : { value }
  } catch (error) {
    if (error instanceof Undecidable || error instanceof Thrown) return undefined
    throw error
  }
}

function gives(evaluator: Evaluator, action: FunctionValue, sample: JsonValue, expected: JsonValue): boolean {
  const outcome = attempt(evaluator, action, sample)
  if (!outcome) return false
  const json = toJson(outcome.value)
  return json !== undefined && JSON.stringify(json) === JSON.stringify(expected)
}

/** Tries a preprocessing function on the raw forms that the app is known to take. */
export function probePreprocess(evaluator: Evaluator, action: Value, type: string | undefined): PreprocessEffect {
  const effect: PreprocessEffect = { inputs: [], lenient: false }
  if (!(action instanceof FunctionValue)) return effect
  if (type === 'string') {
    if (gives(evaluator, action, 'host.example', 'https://host.example')) effect.inputs.push('default-scheme')
    if (gives(evaluator, action, ' a ', 'a')) effect.inputs.push('trim')
    else if (gives(evaluator, action, ' host.example ', 'https://host.example')) effect.inputs.push('trim')
  }
  if (type === 'object') {
    if (gives(evaluator, action, 'k=v,n=w', { k: 'v', n: 'w' })) effect.inputs.push('header-string')
    if (gives(evaluator, action, ['K: v'], { K: 'v' })) effect.inputs.push('header-list')
    effect.lenient = gives(evaluator, action, { '‹bad›': 0 }, {})
  }
  if (type === 'array')
    effect.lenient = gives(evaluator, action, [{}, 0, null], []) || gives(evaluator, action, [0, null], [])
  return effect
}

const HTTPS = 'https://host.example/'
const HTTP = 'http://host.example/'
const LOOPBACK = 'http://localhost/'

/** Which URLs a refinement lets through; undefined when it is not about the scheme or cannot be followed. */
export function probeUriPolicy(evaluator: Evaluator, predicate: Value): UriPolicy | undefined {
  if (!(predicate instanceof FunctionValue)) return undefined
  const accepts = [HTTPS, HTTP, LOOPBACK].map((sample) => attempt(evaluator, predicate, sample)?.value)
  if (accepts[0] !== true || accepts.some((answer) => typeof answer !== 'boolean')) return undefined
  if (accepts[1] === true) return accepts[2] === true ? 'any' : undefined
  return accepts[2] === true ? 'https-or-loopback' : 'https'
}

/** The pattern of a refinement of the form `(value) => PATTERN.test(value)`. */
export function patternOfPredicate(evaluator: Evaluator, predicate: Value): RegExp | undefined {
  if (!(predicate instanceof FunctionValue)) return undefined
  const { params, body } = predicate.node
  const [parameter] = params
  const expression =
    body.type === 'BlockStatement'
      ? body.body.length === 1 && body.body[0]!.type === 'ReturnStatement'
        ? body.body[0].argument
        : undefined
      : body
  if (parameter?.type !== 'Identifier' || expression?.type !== 'CallExpression') return undefined
  const { callee, arguments: args } = expression
  if (callee.type !== 'MemberExpression' || callee.computed || callee.property.type !== 'Identifier') return undefined
  if (callee.property.name !== 'test' || args[0]?.type !== 'Identifier' || args[0].name !== parameter.name)
    return undefined
  const pattern = evaluator.evaluate(callee.object, {
    scope: predicate.scope,
    unit: predicate.unit,
    thisValue: undefined,
  })
  return pattern instanceof RegExp ? pattern : undefined
}
