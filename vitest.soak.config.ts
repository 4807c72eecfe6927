import { defineConfig, mergeConfig } from 'vitest/config'
import base from './vitest.config.js'

// Long runs with random seeds. `*.soak.ts` files are not part of `npm test`.
const config = mergeConfig(base, defineConfig({ test: { testTimeout: 30 * 60_000, fileParallelism: false } }))
config.test.include = ['packages/*/{src,test}/**/*.soak.ts']

export default config
