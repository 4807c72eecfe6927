import { describe, expect, it } from 'vitest'
import { Unknown } from '../../src/evaluate/values.js'
import { evaluate, plain, run } from './evaluate-text.js'
import { KNOWN, NOT_KNOWN, SCRIPTS } from './expressions.js'

describe.each(Object.entries(KNOWN))('%s', (_, expressions) => {
  it.each(expressions)('%s', (expression) => {
    const code = `var x=(${expression.startsWith('{') || expression.startsWith('class') ? `(${expression})` : expression})`
    expect(plain(evaluate(code))).toEqual(run(code))
  })
})

describe('scripts', () => {
  it.each(SCRIPTS)('%s', (code) => {
    expect(plain(evaluate(code))).toEqual(run(code))
  })
})

describe('not known', () => {
  it.each(NOT_KNOWN)('%s', (expression) => {
    expect(evaluate(`var x=(${expression})`)).toBeInstanceOf(Unknown)
  })
})
