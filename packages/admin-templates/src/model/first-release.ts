import { compareVersions, type Availability } from '@cowork-mdm/schema'

/** The first release that reads a setting in any of the ways given; undefined where nothing says so. */
export function firstRelease(availability: readonly Availability[]): string | undefined {
  const versions = availability.flatMap((entry) => sinceVersion(entry) ?? [])
  return versions.sort(compareVersions)[0]
}

/** Since when, where that is a version: a document holds what the app states, whatever that is. */
export function sinceVersion({ since }: Availability): string | undefined {
  try {
    return since !== undefined && compareVersions(since, since) === 0 ? since : undefined
  } catch {
    return undefined
  }
}
