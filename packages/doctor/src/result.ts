import type { Platform } from '@cowork-mdm/machine'
import type { CheckGroup, Status } from './check.js'
import type { CheckId } from './checks.js'
import type { Deed } from './fixes/deed.js'

/** What `runDoctor` found; plain JSON. */
export interface Diagnosis {
  platform: Platform
  /** The newest install of the app; absent where none was found. */
  app?: { path: string; version?: string }
  /** Which description of the settings they were compared with. */
  schema: { from: string; appVersion: string }
  /** In the order of the registry. */
  checks: CheckResult[]
  summary: Summary
}

export type Summary = Record<Status, number> & {
  /** The worst that was found. */
  status: Exclude<Status, 'skipped'>
  /** Checks with something that `--fix` mends, and how many it mended. */
  fixable: number
  fixed: number
}

export interface CheckResult {
  id: CheckId
  title: string
  group: CheckGroup
  platforms: readonly Platform[]
  status: Status
  /** One sentence. */
  message: string
  /** One thing a line. */
  detail: string[]
  /** What to do next; absent where there is nothing to do. */
  advice?: string
  fixAvailable: boolean
  /** What was done to mend it; `status` and all else is what was found afterwards. */
  fixed?: Repair
  docsUrl: string
}

export interface Repair {
  deeds: Deed[]
  /** Why it ended early. */
  failure?: string
}
