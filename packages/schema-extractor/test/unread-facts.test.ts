import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { extractSchema } from '../src/index.js'

const folder = mkdtempSync(join(tmpdir(), 'facts-'))
afterAll(() => rmSync(folder, { recursive: true }))

const support = 'support:{enabled:{scopes:["3p"],availableInVersion:"1.2.3"}}'
const head = `
const{object:O,string:T}=require("zod");
function f(s,m){return s.__facts=m,s}function a(s,m){return s.__notes=m,s}`
const tail = `var z=f(T(),{flatKey:"zeta",${support}}),r=O({s,z});exports.r=r;`

/** What is said to be unread of the setting `alpha`, whose declaration is given. */
async function unreadOf(declaration: string) {
  const path = join(folder, 'index.js')
  writeFileSync(path, `${head}var s=${declaration};${tail}`)
  const { diagnostics } = await extractSchema(path)
  const offset = head.length + 'var s='.length
  return diagnostics
    .filter(({ code, key }) => code === 'unread-fact' && key === 'alpha')
    .map(({ message, ...place }) => {
      expect(place).toEqual({ code: 'unread-fact', severity: 'warning', key: 'alpha', file: 'index.js', offset })
      return /here: (.*)\.$/.exec(message)?.[1]
    })
}

it.each([
  ['a fact with a new word', `f(T(),{flatKey:"alpha",${support},quarantine:!0})`, 'quarantine'],
  [
    'another word for the first version',
    'f(T(),{flatKey:"alpha",support:{enabled:{scopes:["3p"],since:"1.2.3"}}})',
    'support.enabled.since',
  ],
  [
    'another word for deprecation',
    'f(T(),{flatKey:"alpha",support:{enabled:[{scopes:["3p"],availableInVersion:"1.2.3"}],retired:{scopes:["3p"]}}})',
    'support.retired',
  ],
  ['a new scope', 'f(T(),{flatKey:"alpha",support:{enabled:{scopes:["3p","4p"]}}})', 'support.enabled.scopes'],
  [
    'a new visibility',
    'f(T(),{flatKey:"alpha",support:{enabled:{scopes:["3p"]},visibility:"beta"}})',
    'support.visibility',
  ],
  ['a version that is computed', 'f(T(),{flatKey:"alpha",support:{enabled:{scopes:["3p"],availableInVersion:v()}}})', 'support.enabled.availableInVersion'], // prettier-ignore
  ['a default that is computed', `f(T(),{flatKey:"alpha",${support},default:process.platform})`, 'default'],
  ['another word for the former name', `f(T(),{flatKey:"alpha",${support},formerKey:"aleph"})`, 'formerKey'],
  ['facts that are spread', `f(T(),{flatKey:"alpha",${support},...globalThis.more})`, 'what is spread into it'],
  ['an annotation with a new word', `f(a(T(),{encrypt:!0}),{flatKey:"alpha",${support}})`, 'encrypt'],
  ['a new redaction', `f(a(T(),{redact:"blur"}),{flatKey:"alpha",${support}})`, 'redact'],
  ['a new kind of path', `f(a(T(),{pathKind:"socket"}),{flatKey:"alpha",${support}})`, 'pathKind'],
])('reports %s', async (_, declaration, unread) => {
  expect(await unreadOf(declaration)).toEqual([unread])
})

it('says nothing of facts it reads, or that only the settings page of the app needs', async () => {
  const facts =
    'default:!1,failClosedValue:!0,category:"x",visibility:"public",appBehaviorOnly:!1,legacyFlatKey:"aleph"'
  const page = 'title:"x",description:"x",group:"x",order:1,placeholder:()=>"x",predicates:{show:e=>e}'
  expect(await unreadOf(`f(a(T(),{redact:"drop"}),{flatKey:"alpha",${support},${facts},${page}})`)).toEqual([])
})
