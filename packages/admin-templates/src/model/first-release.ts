import { compareVersions, type Availability } from '@cowork-mdm/schema'

/** The first release that reads a setting in any of the ways given; undefined where nothing says so. */
export function firstRelease(availability: readonly Availability[]): string | undefined {
  const versions = availability.flatMap(({ since }) => (since === undefined ? [] : [since]))
  return versions.sort(compareVersions)[0]
}
