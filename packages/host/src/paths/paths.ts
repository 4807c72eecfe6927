import { CoworkError, type Platform } from '@cowork-mdm/machine'
import { DARWIN_PATHS } from './darwin-paths.js'
import { LINUX_PATHS } from './linux-paths.js'
import type { MachinePath, PathId } from './machine-path.js'
import { WINDOWS_PATHS } from './windows-paths.js'

const PATHS: Readonly<Record<Platform, readonly MachinePath[]>> = {
  darwin: DARWIN_PATHS,
  win32: WINDOWS_PATHS,
  linux: LINUX_PATHS,
}

/** Every place on machines of a platform that the app or cowork-mdm reads or writes, those of managed settings first. */
export function paths(platform: Platform): readonly MachinePath[] {
  return PATHS[platform]
}

/**
 * The path of one place, `<home>` and the like as they stand in it.
 * @throws CoworkError `unsupported-platform` where the platform has none
 */
export function pathOf(platform: Platform, id: PathId): string {
  const found = PATHS[platform].find((place) => place.id === id)
  if (found) return found.path
  throw new CoworkError('unsupported-platform', `Expected a platform with the place "${id}", found ${platform}.`, {
    hint: 'See "cowork-mdm paths show".',
  })
}
