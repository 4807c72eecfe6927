import { defineConfig } from 'vitest/config'

// Tests run against the sources of every package, so that no build stands between a change and its test.
const conditions = ['@cowork-mdm/source']

/** Templates of profiles are texts, as the build makes them. */
const yamlAsText = {
  name: 'yaml-as-text',
  transform: (code: string, id: string) =>
    id.endsWith('.yaml') ? { code: `export default ${JSON.stringify(code)}`, map: null } : null,
}

/**
 * These lay out this machine itself as macOS and Linux have it: links, modes of files, `file:` addresses of repositories. What
 * the code does on Windows is tested everywhere, with simulated machines (`machines.test.ts`).
 */
const POSIX = [
  'content-hash',
  'elsewhere',
  'fleet',
  'hostile',
  'hostile-plugins',
  'installed-plugins',
  'kill',
  'marketplaces',
  'migrate',
  'pack-skills',
  'read-plugins',
  'server',
  'trees',
  'unpack',
].map((name) => `packages/marketplace/test/${name}.test.ts`)
const skipped = process.platform === 'win32' ? POSIX : []
if (skipped.length > 0)
  console.log(`Not run on Windows, for they need links and modes of files:\n${skipped.join('\n')}`)

export default defineConfig({
  plugins: [yamlAsText],
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ['packages/*/{src,test}/**/*.test.ts', 'scripts/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**', '**/fixtures/**', ...skipped],
    setupFiles: ['scripts/property-runs.ts'],
    // Style sheets are nothing to tests, unless they are imported as text.
    css: { include: [/\?raw$/] },
    // One more than by default: many tests wait for a process of their own.
    maxWorkers: '100%',
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
})
