import type { Platform } from '@cowork-mdm/schema'

/** Systems as people call them. */
export const SYSTEMS: Record<Platform, string> = { darwin: 'macOS', win32: 'Windows', linux: 'Linux' }
