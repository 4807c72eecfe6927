import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { defineConfig, mergeConfig } from 'vitest/config'
import base from './vitest.config.js'

// Long runs with random seeds: `*.soak.ts`, which are not part of `npm test`, and all property tests with many more cases.
const packages = join(import.meta.dirname, 'packages')
const properties = readdirSync(packages)
  .map((name) => join(packages, name, 'test'))
  .filter((folder) => existsSync(folder))
  .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)))
  .filter((file) => file.endsWith('.test.ts') && readFileSync(file, 'utf8').includes("'fast-check'"))
  .map((file) => relative(import.meta.dirname, file).replaceAll('\\', '/'))

const include = ['packages/*/{src,test}/**/*.soak.ts', ...properties]
const soak = defineConfig({ test: { env: { COWORK_MDM_SOAK: '1' }, testTimeout: 60 * 60_000 } })

// Lists are joined by mergeConfig; this one is to be replaced.
export default { ...mergeConfig(base, soak), test: { ...base.test, ...soak.test, include } }
