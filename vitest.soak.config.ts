import { defineConfig, mergeConfig } from 'vitest/config'
import base from './vitest.config.js'

// Long runs with random seeds. `*.soak.ts` files are not part of `npm test`.
const include = ['packages/*/{src,test}/**/*.soak.ts']
const soak = defineConfig({ test: { testTimeout: 30 * 60_000, fileParallelism: false } })

// Lists are joined by mergeConfig; this one is to be replaced.
export default { ...mergeConfig(base, soak), test: { ...base.test, ...soak.test, include } }
