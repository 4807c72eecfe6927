import ts from 'typescript'
import { expect, test } from 'vitest'
import { renderTypescript } from '../src/index.js'
import { templateModel } from '../src/model/template-model.js'
import { documents } from './documents.js'
import { KINDS, kindsDocument } from './kinds-document.js'

async function declarationOf(document = kindsDocument) {
  const model = await templateModel(document)
  const rendered = await renderTypescript(document)
  return { ...rendered, model, text: rendered.files[0]!.text }
}

/** What the compiler says of statements that use a declaration. */
function errorsIn(declaration: string, statements: string): string[] {
  const files: Record<string, string> = {
    'settings.d.ts': declaration,
    'use.ts': `import type { ClaudeDesktopSettings } from './settings.js'\n${statements}\n`,
    'lib.d.ts': LIB,
  }
  const host: ts.CompilerHost = {
    getSourceFile: (name, version) => (name in files ? ts.createSourceFile(name, files[name]!, version) : undefined),
    getDefaultLibFileName: () => 'lib.d.ts',
    writeFile: () => undefined,
    getCurrentDirectory: () => '',
    getCanonicalFileName: (name) => name,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => '\n',
    fileExists: (name) => name in files,
    readFile: (name) => files[name],
  }
  const options: ts.CompilerOptions = {
    strict: true,
    exactOptionalPropertyTypes: true,
    noEmit: true,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    types: [],
  }
  const program = ts.createProgram(['use.ts'], options, host)
  return ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
    const line = file?.text.slice(0, start).split('\n').length ?? 0
    return `${file?.fileName}:${line} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`
  })
}

/** As little of the standard library as the compiler needs; its own files would take a second each time. */
const LIB = `interface Array<T> { length: number; [index: number]: T } interface Boolean {} interface CallableFunction {}
interface Function {} interface IArguments {} interface NewableFunction {} interface Number {} interface Object {}
interface RegExp {} interface String {}`

const use = (name: string, value: unknown) =>
  `export const ${name.replace(/\W/g, '_')}: ClaudeDesktopSettings = ${JSON.stringify({ [name]: value })}`

test('golden file', async () => {
  const { files } = await declarationOf()
  await expect(files[0]!.text).toMatchFileSnapshot(`golden/${files[0]!.path}.txt`)
})

test.each(documents)('%s: compiles, has each setting once, and accepts every example', async (_name, load) => {
  const { text, settings, model } = await declarationOf(await load())
  const source = ts.createSourceFile('settings.d.ts', text, ts.ScriptTarget.Latest)
  const [declaration] = source.statements as unknown as [ts.InterfaceDeclaration]
  const names = declaration.members.map((member) => (member.name as ts.Identifier | ts.StringLiteral).text)
  expect(names).toEqual(settings)
  const statements = model.settings
    .filter(({ key, example }) => settings.includes(key.name) && example !== undefined)
    .map(({ key, example }) => use(key.name, example))
  expect(errorsIn(text, statements.join('\n'))).toEqual([])
})

/** Wrong by a length, a bound or a pattern: no type can say that. */
const BEYOND_TYPES = [
  'integer',
  'integerFromOne',
  'integerNegative',
  'number',
  'text',
  'textWithPattern',
  'url',
  'urlWithoutScheme',
]

test('accepts what is right and rejects what is wrong', async () => {
  const { text } = await declarationOf()
  const kinds = Object.entries(KINDS)
  expect(errorsIn(text, kinds.map(([name, { good }]) => use(name, good)).join('\n'))).toEqual([])
  const wrong = kinds.filter(([name, { bad }]) => bad !== undefined && !BEYOND_TYPES.includes(name))
  const errors = errorsIn(text, wrong.map(([name, { bad }]) => use(name, bad)).join('\n'))
  const lines = new Set(errors.map((error) => Number(/^use\.ts:(\d+)/.exec(error)?.[1])))
  expect([...lines].sort((left, right) => left - right)).toEqual(wrong.map((_, index) => index + 2))
})

test('prose cannot end a comment', async () => {
  const keys = kindsDocument.keys.map((key) => (key.name === 'text' ? { ...key, description: 'a */ b\u2028c' } : key))
  const { text } = await declarationOf({ ...kindsDocument, keys })
  expect(errorsIn(text, 'export {}')).toEqual([])
  expect(text).toContain('a *\\/ b')
})
