import type { Platform } from '../platform.js'

/** A setting that names a program which the app runs, or a file that it reads a credential from. */
export interface ProgramRule {
  setting: string
  /** Where the app heeds it. */
  platforms: readonly Platform[]
  /** Where this one is set, that one counts for nothing. */
  insteadOf?: string
  /** Setting with its arguments, and with the seconds that it may take. */
  arguments?: string
  timeout?: string
  /** Seconds where that is not set. */
  defaultTimeout?: number
  source: string
}

const ALL: readonly Platform[] = ['darwin', 'win32', 'linux']
const CREDENTIAL = {
  arguments: 'inferenceCredentialHelperArgs',
  timeout: 'inferenceCredentialHelperTimeoutSec',
  defaultTimeout: 60,
}

/** Programs that print a credential or headers. Those of inference come first. */
export const HELPER_PROGRAMS: readonly ProgramRule[] = [
  {
    setting: 'inferenceCredentialHelperWindows',
    platforms: ['win32'],
    insteadOf: 'inferenceCredentialHelper',
    ...CREDENTIAL,
    source: 'vendor documentation of 2026-10-02',
  },
  { setting: 'inferenceCredentialHelper', platforms: ALL, ...CREDENTIAL, source: 'vendor documentation, MDM page' },
  { setting: 'bootstrapHeadersHelper', platforms: ALL, source: 'vendor documentation, bootstrap page' },
  { setting: 'otlpHeadersHelper', platforms: ALL, source: 'vendor documentation, telemetry page' },
]

/** Other programs and folders that a configuration builds upon. */
export const NEEDED_FILES: readonly Pick<ProgramRule, 'setting' | 'platforms'>[] = [
  { setting: 'inferenceBedrockAwsCliPath', platforms: ALL },
  { setting: 'sshClientPath', platforms: ALL },
]

/** Files with a credential in them. */
export const CREDENTIAL_FILES: readonly Pick<ProgramRule, 'setting' | 'platforms'>[] = [
  { setting: 'inferenceVertexCredentialsFile', platforms: ALL },
]

/** What the app says to a helper when somebody tries it out (`CLAUDE_HELPER_CONTEXT`). */
export const HELPER_CONTEXT = { variable: 'CLAUDE_HELPER_CONTEXT', test: 'setup-test' } as const
