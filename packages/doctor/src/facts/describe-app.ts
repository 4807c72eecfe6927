import type { InstalledApp } from '@cowork-mdm/host'

/** An install in words. */
export function describeApp({ path, version, kind, user }: InstalledApp): string {
  const whose = user === undefined ? '' : `, for ${user} alone`
  return `${version ?? 'unknown version'} (${kind}${whose}) at ${path}`
}
