import { defineConfig } from 'vitest/config'

// Tests run against the sources of every package, so that no build stands between a change and its test.
const conditions = ['@cowork-mdm/source']

/** Templates of profiles are texts, as the build makes them. */
const yamlAsText = {
  name: 'yaml-as-text',
  transform: (code: string, id: string) =>
    id.endsWith('.yaml') ? { code: `export default ${JSON.stringify(code)}`, map: null } : null,
}

export default defineConfig({
  plugins: [yamlAsText],
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ['packages/*/{src,test}/**/*.test.ts', 'scripts/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**', '**/fixtures/**'],
    setupFiles: ['scripts/property-runs.ts'],
    // Style sheets are nothing to tests, unless they are imported as text.
    css: { include: [/\?raw$/] },
    // One more than by default: many tests wait for a process of their own.
    maxWorkers: '100%',
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
})
