import type { HostFiles } from '../host.js'
import type { Disk } from './disk.js'
import { fileChanges } from './file-changes.js'
import { fileReading } from './file-reading.js'
import { pathFinder } from './path-finder.js'

/** The file operations of a host on its disk; with `administrator`, nobody else can choose what they touch. */
export function hostFiles(disk: Disk, options: { administrator: boolean; temporary: string[] }): HostFiles {
  const finder = pathFinder(disk, options)
  return { ...fileReading(disk, finder), ...fileChanges(disk, finder, options) }
}
