import type { Artifact } from '@cowork-mdm/encoder'

/** The deployed profile that a new one replaces: the one of the same identifier. */
export function deployedAs({ identity }: Artifact, baseline: readonly Artifact[]): Artifact | undefined {
  if (identity?.identifier === undefined) return undefined
  return baseline.find((deployed) => deployed.identity?.identifier === identity.identifier)
}
