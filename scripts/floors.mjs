// @ts-check
// The layers of the workspace: a package imports packages of lower floors only, never of its own.
export const floors = [
  ['test-support'],
  ['schema', 'machine'],
  ['profile', 'schema-extractor'],
  ['encoder'],
  ['linter', 'host', 'marketplace', 'admin-templates'],
  ['doctor'],
  ['cli'],
]

/** Packages that also run in a browser: Node's own modules only in `src/io.ts` or `src/io/`. */
const pure = ['schema', 'profile', 'encoder', 'linter', 'admin-templates']

/**
 * Why a source file may not import something, or undefined if it may.
 * @param {string} file path from the repository's root, `packages/schema/src/find-key.ts`
 * @param {string} specifier what it imports, `@cowork-mdm/machine`
 * @returns {string | undefined}
 */
export function forbiddenImport(file, specifier) {
  const [, own = '', area, ...inner] = file.split(/[\\/]/)
  if (specifier.startsWith('.')) {
    const up = specifier.split('/').filter((part) => part === '..').length
    const leaves = area === 'src' && up > inner.length
    return leaves ? `'${specifier}' leaves ${own}; import the other package by its name` : undefined
  }
  if (specifier.startsWith('node:')) {
    const isIo = inner[0] === 'io' || inner[0] === 'io.ts'
    if (area !== 'src' || isIo || !pure.includes(own) || inner.at(-1)?.endsWith('.test.ts')) return undefined
    return `${own} also runs in a browser; '${specifier}' belongs in its src/io.ts or src/io/`
  }
  const [, other] = /^@cowork-mdm\/([^/]+)/.exec(specifier) ?? []
  if (specifier === 'cowork-mdm' || specifier.startsWith('cowork-mdm/')) return 'nothing imports the command line'
  if (other === undefined) return undefined
  const from = floorOf(own)
  const to = floorOf(other)
  if (from < 0) return `'${own}' has no floor yet; add it to scripts/floors.mjs`
  if (to < 0) return `'${other}' has no floor yet; add it to scripts/floors.mjs`
  if (other === own) return `${own} imports itself by name; use a relative path`
  if (other === 'test-support' && area === 'src') return 'only tests import it'
  if (to >= from) return `${own} is on floor ${from} and may import lower floors only; ${other} is on floor ${to}`
  return undefined
}

/** @param {string} name */
function floorOf(name) {
  return floors.findIndex((floor) => floor.includes(name))
}
