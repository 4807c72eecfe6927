import js from '@eslint/js'
import { defineConfig, globalIgnores } from 'eslint/config'
import tseslint from 'typescript-eslint'
import { importFloors } from './scripts/eslint-floors.mjs'

const nodeGlobals = [
  'Buffer',
  'TextDecoder',
  'TextEncoder',
  'URL',
  'clearTimeout',
  'console',
  'fetch',
  'performance',
  'process',
  'setTimeout',
  'structuredClone',
]

const browserGlobals = ['addEventListener', 'document', 'getComputedStyle', 'history', 'localStorage', 'location']

export default defineConfig(
  globalIgnores(['**/dist/', '**/coverage/', '**/fixtures/', '**/samples/']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.{js,mjs}'],
    extends: [js.configs.recommended],
    languageOptions: { globals: Object.fromEntries(nodeGlobals.map((name) => [name, 'readonly'])) },
  },
  {
    // Runs in a browser, inside the page that it is put into.
    files: ['packages/admin-templates/src/targets/html/page/*.js', 'packages/*/test/support/page-*.js'],
    languageOptions: {
      globals: Object.fromEntries(browserGlobals.map((name) => [name, 'readonly'])),
    },
  },
  {
    files: ['**/*.ts'],
    extends: [js.configs.recommended, tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    files: ['packages/*/{src,test}/**/*.ts'],
    plugins: { workspace: { rules: { 'import-floors': importFloors } } },
    rules: {
      'workspace/import-floors': 'error',
      'no-restricted-syntax': ['error', { selector: 'ExportDefaultDeclaration', message: 'Use named exports.' }],
    },
  },
  {
    // No bundle's code is ever executed, and no library writes to the terminal.
    files: ['packages/*/src/**/*.ts'],
    rules: { 'no-eval': 'error', 'no-new-func': 'error', '@typescript-eslint/no-implied-eval': 'error' },
  },
  {
    files: ['packages/*/src/**/*.ts'],
    ignores: ['packages/cli/**'],
    rules: { 'no-console': 'error' },
  },
  {
    files: ['packages/*/src/**/*.test.ts', 'packages/*/test/**/*.ts'],
    rules: { '@typescript-eslint/no-unsafe-assignment': 'off', '@typescript-eslint/no-unsafe-member-access': 'off' },
  },
)
