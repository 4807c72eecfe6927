import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { extractSchema } from '../src/index.js'

const folder = mkdtempSync(join(tmpdir(), 'unread-'))
afterAll(() => rmSync(folder, { recursive: true }))

const support = 'support:{enabled:{scopes:["3p"],availableInVersion:"1.2.3"}}'
const head = 'const{object:O,string:T}=require("zod");var W=new WeakMap;function f(s,m){return W.set(s,m),s}'
const tail = `var b=f(T(),{flatKey:"beta",${support}}),r=O({b});exports.r=r;`

async function extracted(script: string) {
  const path = join(folder, 'index.js')
  writeFileSync(path, head + script + tail)
  const { document, diagnostics } = await extractSchema(path)
  return { keys: document.keys.map(({ name }) => name), diagnostics: diagnostics.map(({ code, key }) => [code, key]) }
}

it.each([
  ['a factory of metadata', `var g=m=>({...m,${support}}),a=f(unknown(T()),g({flatKey:"alpha"}));`],
  [
    'metadata in a variable of its own',
    `var m={flatKey:"alpha"};m.${support.replace(':', '=')};var a=f(unknown(T()),m);`,
  ],
  ['a factory of settings', `var g=k=>f(unknown(T()),{flatKey:k,${support}}),a=g("alpha");`],
])('reports a setting that could not be read: %s', async (_, script) => {
  const { keys, diagnostics } = await extracted(script)
  expect(keys).toEqual(['beta'])
  expect(diagnostics).toContainEqual(['unread-metadata', undefined])
})

it('reports settings that a loop files', async () => {
  const { keys, diagnostics } = await extracted(`var s={};for(var k of["alpha"])s[k]=f(T(),{flatKey:k,${support}});`)
  expect(keys).toEqual(['beta'])
  expect(diagnostics).toContainEqual(['unread-metadata', undefined])
})

it('reports that no schema holds the settings', async () => {
  const script = `var a=f(T(),{flatKey:"alpha",${support}}),c=f(T(),{flatKey:"gamma",${support}});`
  const { keys, diagnostics } = await extracted(script)
  expect(keys).toEqual(['alpha', 'beta', 'gamma'])
  expect(diagnostics).toEqual([['no-root', undefined]])
})

it('keeps a setting whose availability is spread into its metadata', async () => {
  const { keys, diagnostics } = await extracted(`var s={${support}},a=unknown(T(),{flatKey:"alpha",...s});`)
  expect(keys).toEqual(['alpha', 'beta'])
  expect(diagnostics).toContainEqual(['unresolved-value', 'alpha'])
})

it('says nothing of sub-fields', async () => {
  const { keys, diagnostics } = await extracted('var a=f(T(),{flatKey:"alpha"});')
  expect(keys).toEqual(['beta'])
  expect(diagnostics).toEqual([])
})

it.each([
  ['a variant', 'U("provider",[O({provider:L("x"),a}),unknown()])'],
  ['a part of a variant', 'U("provider",[O({provider:L("x"),a}),O({provider:L("y"),c:unknown(c)})])'],
  ['the discriminator of a variant', 'U("provider",[O({provider:L("x"),a}),O({provider:L(unknown),c})])'],
])('knows no provider, and says so, where %s could not be followed', async (_, union) => {
  const path = join(folder, 'index.js')
  const kit = 'const{discriminatedUnion:U,literal:L}=require("zod");'
  const settings = `var a=f(T(),{flatKey:"alpha",${support}}),c=f(T(),{flatKey:"gamma",${support}}),d=f(T(),{flatKey:"delta",${support}});`
  writeFileSync(path, `${kit}${head}${settings}var r=O({d,u:${union}});exports.r=r;`)
  const { document, diagnostics } = await extractSchema(path)
  expect(document.keys.map(({ name, path, providers }) => [name, path, providers])).toEqual([
    ['alpha', ['u', 'a'], undefined],
    ['delta', ['d'], undefined],
    ['gamma', union.includes('c})') ? ['u', 'c'] : undefined, undefined],
  ])
  const codes = diagnostics.map(({ code, key }) => `${code} ${key ?? '-'}`)
  expect(codes).toContain('incomplete-root -')
  expect(codes.includes('incomplete-root gamma')).toBe(!union.includes('c})'))
})

it('takes no part of the configuration for the whole', async () => {
  const setting = (name: string) => `${name}=f(T(),{flatKey:"${name}",${support}})`
  const names = ['first', 'second', 'third', 'fourth', 'fifth']
  const { keys, diagnostics } = await extracted(`var ${names.map(setting).join()},part=O({first,second});`)
  expect(keys).toEqual(['beta', ...names].sort())
  expect(diagnostics).toEqual([['no-root', undefined]])
})
