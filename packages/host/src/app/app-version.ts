/** A version in numbers, as the app itself names it; undefined where a text holds none. */
export function appVersionIn(text: string): string | undefined {
  return /^\d+(?:\.\d+)+$/.test(text) ? text : undefined
}

/** The version of a package for Windows has four parts; the last one is the app's own only where it is not 0. */
export function ofPackageVersion(version: string): string | undefined {
  return appVersionIn(version.replace(/^(\d+\.\d+\.\d+)\.0$/, '$1'))
}

/** The version of a Debian package, `1:1.46388.2-1`, without epoch and revision. */
export function ofDebianVersion(version: string): string | undefined {
  return appVersionIn(version.replace(/^\d+:/, '').replace(/-[^-]*$/, ''))
}
