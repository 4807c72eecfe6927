import manifest from '../package.json' with { type: 'json' }

/** The version of this tool, from its manifest. */
export function readVersion(): string {
  return manifest.version
}
