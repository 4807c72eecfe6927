import { ESLint } from 'eslint'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { floors, forbiddenImport } from './floors.mjs'
import { root } from './workspace.mjs'

test.each([
  ['packages/schema-extractor/src/index.ts', '@cowork-mdm/schema'],
  ['packages/cli/src/commands/schema-list.ts', '@cowork-mdm/schema-extractor'],
  ['packages/schema-extractor/src/zod/kinds.ts', '../code/parse.js'],
  ['packages/schema/src/prose/catalogue.ts', '../../catalog/examples.json'],
  ['packages/cli/src/schema/render-key.ts', '@cowork-mdm/schema/values'],
  ['packages/schema/src/io.ts', 'node:fs'],
  ['packages/schema/test/io.test.ts', 'node:fs'],
  ['packages/machine/src/files.ts', 'node:fs'],
  ['packages/schema/src/document.ts', 'zod'],
  ['packages/machine/test/faults.test.ts', '@cowork-mdm/test-support/temporary-folder'],
])('%s may import %s', (file, specifier) => {
  expect(forbiddenImport(file, specifier)).toBeUndefined()
})

test.each([
  ['packages/schema/src/index.ts', '@cowork-mdm/machine', 'is on floor 1'],
  ['packages/schema/src/index.ts', '@cowork-mdm/schema-extractor', 'is on floor 2'],
  ['packages/schema/src/index.ts', '@cowork-mdm/schema', 'imports itself'],
  ['packages/schema/src/index.ts', '@cowork-mdm/machine/files', 'is on floor 1'],
  ['packages/cli/src/main.ts', '@cowork-mdm/helpers', 'has no floor yet'],
  ['packages/cli/src/commands/a.ts', '../../../schema/src/index.js', 'leaves cli'],
  ['packages/schema/src/find-key.ts', 'node:fs', 'browser'],
  ['packages/schema-extractor/src/index.ts', 'cowork-mdm', 'command line'],
  ['packages/machine/src/files.ts', '@cowork-mdm/test-support/temporary-folder', 'only tests import it'],
])('%s may not import %s', (file, specifier, reason) => {
  expect(forbiddenImport(file, specifier)).toContain(reason)
})

test('every package stands on one floor', () => {
  const names = readdirSync(join(root, 'packages')).filter((name) => existsSync(join(root, 'packages', name, 'src')))
  expect(names.filter((name) => floors.flat().filter((other) => other === name).length !== 1)).toEqual([])
})

test('the lint configuration reports every kind of forbidden import', async () => {
  const eslint = new ESLint({
    cwd: root,
    overrideConfig: { languageOptions: { parserOptions: { project: null } } },
    ruleFilter: ({ ruleId }) => ruleId === 'workspace/import-floors',
  })
  const code = [
    "import { a } from '@cowork-mdm/machine'",
    "export { b } from '@cowork-mdm/machine'",
    "export * from '@cowork-mdm/machine'",
    "export const c = () => import('@cowork-mdm/machine')",
    "export type D = import('@cowork-mdm/machine').Host",
  ].join('\n')
  const [result] = await eslint.lintText(code, { filePath: join(root, 'packages/schema/src/sample.ts') })
  expect(result?.messages.map(({ ruleId, line }) => `${ruleId} ${line}`)).toEqual(
    [1, 2, 3, 4, 5].map((line) => `workspace/import-floors ${line}`),
  )
})
