import type { Platform } from '@cowork-mdm/machine'
import type { Deed } from './fixes/deed.js'
import type { Patient } from './patient.js'

/** `skipped`: there was nothing to look at, or it could not be looked at. */
export type Status = 'ok' | 'warning' | 'error' | 'skipped'

export type CheckGroup = 'app' | 'delivery' | 'settings' | 'provider' | 'plugins' | 'users' | 'network'

/** What a check found. No text of it holds a value that may be a secret. */
export interface Verdict {
  status: Status
  /** One sentence. */
  message: string
  /** One thing a line. */
  detail?: readonly string[]
  /** What to do next, as an instruction. */
  advice?: string
  /** Whether the check's `fix` can mend what was found. */
  fixable?: boolean
}

/** One question about a machine. */
export interface Check {
  /** What is so where all is well: a phrase without a full stop. */
  title: string
  group: CheckGroup
  platforms: readonly Platform[]
  /** The worst that it can find. */
  severity: 'warning' | 'error'
  /** Runs only where this was asked for. */
  only?: 'network' | 'run-helper'
  /** How long it may take, in milliseconds. */
  timeoutMs?: number
  run(patient: Patient, signal: AbortSignal): Promise<Verdict>
  /** Mends what can be mended safely, and tells what it did; told what it had done before it failed. */
  fix?(patient: Patient, told: (deed: Deed) => void): Promise<void>
}

export const EVERYWHERE: readonly Platform[] = ['darwin', 'win32', 'linux']

/** Types a check. */
export function defineCheck(check: Check): Check {
  return check
}

type Rest = Omit<Verdict, 'status' | 'message'>

export function ok(message: string, rest: Rest = {}): Verdict {
  return { status: 'ok', message, ...rest }
}

export function warning(message: string, rest: Rest = {}): Verdict {
  return { status: 'warning', message, ...rest }
}

export function failure(message: string, rest: Rest = {}): Verdict {
  return { status: 'error', message, ...rest }
}

export function skipped(message: string, rest: Rest = {}): Verdict {
  return { status: 'skipped', message, ...rest }
}
