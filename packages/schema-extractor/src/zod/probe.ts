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
  /** Whether it drops entries for reasons of its own, or for reasons that could not be followed. */
  selective: boolean
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

const ODD_TEXT = '‹ ›'

/** Tries a preprocessing function on the raw forms that the app is known to take. */
export function probePreprocess(evaluator: Evaluator, action: Value, type: string | undefined): PreprocessEffect {
  const effect: PreprocessEffect = { inputs: [], lenient: false, selective: false }
  if (!(action instanceof FunctionValue)) return effect
  const turns = (sample: JsonValue, expected: JsonValue) => gives(evaluator, action, sample, expected)
  if (type === 'string') {
    if (turns('host.example', 'https://host.example')) effect.inputs.push('default-scheme')
    if (turns(' a ', 'a') || turns(' host.example ', 'https://host.example')) effect.inputs.push('trim')
  }
  const flag = (sample: string, value: boolean) => turns(sample, value) || turns(sample, Number(value))
  if (type === 'boolean' && flag('true', true) && flag('false', false)) effect.inputs.push('coerce')
  if (type === 'object') {
    if (turns('k=v,n=w', { k: 'v', n: 'w' })) effect.inputs.push('header-string')
    if (turns(['K: v'], { K: 'v' })) effect.inputs.push('header-list')
    effect.lenient = turns({ [ODD_TEXT]: 0 }, {})
  }
  if (type === 'array') {
    effect.lenient = turns([{}, 0, null], []) || turns([0, null], [])
    const odd = attempt(evaluator, action, [ODD_TEXT])
    effect.selective = effect.lenient && (odd === undefined || turns([ODD_TEXT], []))
  }
  return effect
}

/**
 * What a preprocessing function fills in where it is left out: the properties of a sample with these values, if the function
 * adds them. A sample of another kind stands for all properties at once.
 */
export function filledIn(evaluator: Evaluator, action: Value, sample: JsonValue): Record<string, JsonValue> {
  if (!(action instanceof FunctionValue)) return {}
  const outcome = attempt(evaluator, action, sample)
  const json = outcome && toJson(outcome.value)
  return typeof json === 'object' && json !== null && !Array.isArray(json) ? json : {}
}

/** Which URLs a refinement lets through. */
export interface UriProbe {
  policy: UriPolicy
  /** Whether it refuses loopback hosts even with https. */
  refusesLoopback: boolean
}

const URLS = ['https://host.example/', 'http://host.example/', 'http://localhost/', 'https://localhost/'] as const

/** Tries a refinement on URLs; undefined when it is not about the scheme or cannot be followed. */
export function probeUriPolicy(evaluator: Evaluator, predicate: Value): UriProbe | undefined {
  if (!(predicate instanceof FunctionValue)) return undefined
  const answers = URLS.map((sample) => {
    const answer = attempt(evaluator, predicate, sample)?.value
    // Minifiers may write 1 and 0.
    return answer === 1 || answer === 0 ? answer === 1 : answer
  })
  const [https, http, loopbackHttp, loopbackHttps] = answers
  if (https !== true || answers.some((answer) => typeof answer !== 'boolean')) return undefined
  const refusesLoopback = loopbackHttps === false
  if (http === true) return loopbackHttp === true ? { policy: 'any', refusesLoopback } : undefined
  return { policy: loopbackHttp === true ? 'https-or-loopback' : 'https', refusesLoopback }
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
