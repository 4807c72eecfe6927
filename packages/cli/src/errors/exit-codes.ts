import type { EncoderErrorCode } from '@cowork-mdm/encoder'
import type { ApplyErrorCode, ReadingErrorCode } from '@cowork-mdm/host'
import type { LinterErrorCode } from '@cowork-mdm/linter'
import type { ProfileErrorCode } from '@cowork-mdm/profile'
import type { ExtractionErrorCode } from '@cowork-mdm/schema-extractor'
import type { Misuse } from '../command-line/misuse.js'

/** Exit codes of failures; 0 and 1 are also the two answers of a run that did its work. */
export const EXIT = { negative: 1, usage: 2, permission: 3, unsupported: 4, internal: 5 } as const

export type FailureExitCode = (typeof EXIT)[keyof typeof EXIT]

/** Command lines that a command itself refuses. */
type UsageErrorCode =
  | 'option-conflict'
  | 'option-value-invalid'
  | 'option-missing'
  | 'out-missing'
  | 'output-is-input'
  | 'no-identity'
  | 'not-a-profile'
  | 'unknown-key'
  | 'no-match'

/** What a doctor is asked for by a name that no check has. */
type DoctorErrorCode = 'unknown-check'

/** The output could not be written to its stream. */
type OutputErrorCode = 'output-failed'

/** Failures of files, commands and machines, from the machine package. */
type MachineErrorCode =
  | 'ambiguous-name'
  | 'bad-host-file'
  | 'bad-path'
  | 'command-failed'
  | 'command-missing'
  | 'command-output-too-large'
  | 'command-timeout'
  | 'exists'
  | 'link-escapes'
  | 'link-not-followed'
  | 'locked'
  | 'not-empty'
  | 'not-recorded'
  | 'other-disk'
  | 'unknown-platform'
  | 'unsupported-platform'
  | 'untrusted-folder'
  | 'file-missing'
  | 'folder-missing'
  | 'not-a-folder'
  | 'is-a-folder'
  | 'not-a-file'
  | 'cannot-create'
  | 'permission-denied'
  | 'disk-full'
  | 'link-loop'
  | 'name-too-long'
  | 'read-failed'
  | 'too-large'
  | 'write-failed'

/** Failures of schema documents and versions, from the schema package. */
type SchemaErrorCode =
  'unknown-version' | 'bad-version' | 'invalid-document' | 'newer-format' | 'not-json' | 'unknown-annotation'

/** Failures of marketplaces on a machine, from the marketplace package. */
type MarketplaceErrorCode =
  | 'bad-source'
  | 'bad-ref'
  | 'bad-digest'
  | 'bad-name'
  | 'insecure-source'
  | 'secret-in-source'
  | 'not-pinned'
  | 'host-not-allowed'
  | 'unknown-marketplace'
  | 'marketplace-exists'
  | 'not-a-store'
  | 'no-earlier-version'
  | 'git-missing'
  | 'git-failed'
  | 'git-denied'
  | 'repository-gone'
  | 'ref-gone'
  | 'commit-gone'
  | 'host-untrusted'
  | 'transport-refused'
  | 'network-failed'
  | 'signature-missing'
  | 'credential-file-open'
  | 'bad-file-name'
  | 'name-clash'
  | 'links-in-circle'
  | 'unusual-file'
  | 'invalid-marketplace'
  | 'repository-damaged'
  | 'version-damaged'
  | 'lock-damaged'
  | 'no-machine-identifier'
  | 'bad-archive'
  | 'clone-changed'
  | 'download-failed'
  | 'download-timeout'
  | 'download-too-large'
  | 'invalid-skills'
  | 'no-skills'
  | 'not-adoptable'
  | 'not-ours'
  | 'pin-unsupported'
  | 'proxy-unsupported'
  | 'redirect-refused'
  | 'unknown-plugin'
  | 'unsafe-out'
  | 'wrong-digest'

/** What no template can be made of, from the admin-templates package. */
type TemplateErrorCode = 'empty-selection' | 'unknown-provider' | 'unknown-language'

/**
 * The exit code of every expected failure. One question decides: what has to change before the same work can succeed?
 *
 * - the command line (a word, a name or a path in it is wrong): 2
 * - what the command line rightly names (the app, the document, the disk): 1, as for every failed validation
 * - who runs it, or what they may do: 3
 * - the platform: 4
 *
 * Where 1 is already an answer (`diff --exit-code`), `failureBesideAnswer` takes its place.
 */
const EXIT_CODES: Record<
  | EncoderErrorCode
  | ReadingErrorCode
  | LinterErrorCode
  | ProfileErrorCode
  | ExtractionErrorCode
  | MachineErrorCode
  | ApplyErrorCode
  | MarketplaceErrorCode
  | SchemaErrorCode
  | TemplateErrorCode
  | UsageErrorCode
  | OutputErrorCode
  | DoctorErrorCode
  | Misuse['code'],
  FailureExitCode
> = {
  // The command line itself.
  'missing-command': EXIT.usage,
  'unknown-command': EXIT.usage,
  'unknown-option': EXIT.usage,
  'option-value-missing': EXIT.usage,
  'option-value-unexpected': EXIT.usage,
  'option-value-invalid': EXIT.usage,
  'option-repeated': EXIT.usage,
  'argument-missing': EXIT.usage,
  'argument-invalid': EXIT.usage,
  'argument-unexpected': EXIT.usage,
  'option-conflict': EXIT.usage,
  'output-is-input': EXIT.usage,
  'option-missing': EXIT.usage,
  'out-missing': EXIT.usage,
  'no-identity': EXIT.usage,
  'not-a-profile': EXIT.usage,
  'invalid-assignment': EXIT.usage,

  // Sources of marketplaces, and what a strict fleet refuses.
  'bad-source': EXIT.usage,
  'bad-ref': EXIT.usage,
  'bad-digest': EXIT.usage,
  'bad-name': EXIT.usage,
  'insecure-source': EXIT.usage,
  'secret-in-source': EXIT.usage,
  'not-pinned': EXIT.usage,
  'host-not-allowed': EXIT.usage,
  'marketplace-exists': EXIT.usage,
  'not-a-store': EXIT.usage,
  'not-ours': EXIT.usage,
  'pin-unsupported': EXIT.usage,
  'unsafe-out': EXIT.usage,

  // Names on it that stand for nothing.
  'unknown-marketplace': EXIT.usage,
  'unknown-plugin': EXIT.usage,
  'unknown-key': EXIT.usage,
  'unknown-user': EXIT.usage,
  'unknown-check': EXIT.usage,
  'unknown-provider': EXIT.usage,
  'unknown-language': EXIT.usage,
  'empty-selection': EXIT.usage,
  'unknown-version': EXIT.usage,
  'unknown-template': EXIT.usage,
  'unknown-rule': EXIT.usage,
  'unknown-backup': EXIT.usage,
  'invalid-config': EXIT.usage,
  'no-match': EXIT.usage,
  'unknown-format': EXIT.usage,
  'not-readable-format': EXIT.usage,
  'bad-version': EXIT.usage,

  // Paths on it that lead nowhere, or to something that is neither an app nor a file to write.
  'unreadable-path': EXIT.usage,
  'not-a-bundle': EXIT.usage,
  'file-missing': EXIT.usage,
  'folder-missing': EXIT.usage,
  'not-a-folder': EXIT.usage,
  'is-a-folder': EXIT.usage,
  'not-a-file': EXIT.usage,
  'cannot-create': EXIT.usage,
  'link-loop': EXIT.usage,
  'name-too-long': EXIT.usage,
  'bad-path': EXIT.usage,
  'unknown-platform': EXIT.usage,
  exists: EXIT.usage,
  'not-empty': EXIT.usage,

  // The file is there, and it is not what it should be.
  'not-an-asar': EXIT.negative,
  'damaged-asar': EXIT.negative,
  'damaged-installer': EXIT.negative,
  'missing-file': EXIT.negative,
  'no-schema': EXIT.negative,
  'unknown-shape': EXIT.negative,
  'too-complex': EXIT.negative,
  'invalid-document': EXIT.negative,
  'newer-format': EXIT.negative,
  'not-json': EXIT.negative,
  'unknown-annotation': EXIT.negative,
  'invalid-yaml': EXIT.negative,
  'invalid-profile': EXIT.negative,
  'layer-cycle': EXIT.negative,
  'layer-missing': EXIT.negative,
  'layer-refused': EXIT.negative,
  'wrong-encoding': EXIT.negative,
  'invalid-xml': EXIT.negative,
  'dtd-refused': EXIT.negative,
  'invalid-plist': EXIT.negative,
  'duplicate-key': EXIT.negative,
  'invalid-json': EXIT.negative,
  'invalid-registry-file': EXIT.negative,
  'no-settings': EXIT.negative,
  signed: EXIT.negative,
  'invalid-signature': EXIT.negative,
  'invalid-certificate': EXIT.negative,

  'damaged-backup': EXIT.negative,
  // Marketplaces: what the source has, or what is on the machine, is not what it should be.
  'bad-file-name': EXIT.negative,
  'name-clash': EXIT.negative,
  'links-in-circle': EXIT.negative,
  'unusual-file': EXIT.negative,
  'invalid-marketplace': EXIT.negative,
  'invalid-skills': EXIT.negative,
  'no-skills': EXIT.negative,
  'bad-archive': EXIT.negative,
  'wrong-digest': EXIT.negative,
  'clone-changed': EXIT.negative,
  'not-adoptable': EXIT.negative,
  'signature-missing': EXIT.negative,
  'repository-damaged': EXIT.negative,
  'version-damaged': EXIT.negative,
  'lock-damaged': EXIT.negative,
  'no-earlier-version': EXIT.negative,

  // What is to be written cannot be, as things are.
  'unresolved-placeholder': EXIT.negative,
  'value-not-carried': EXIT.negative,
  'unknown-key-refused': EXIT.negative,
  'secret-refused': EXIT.negative,
  'reference-refused': EXIT.negative,
  'reference-missing': EXIT.negative,
  'too-large': EXIT.negative,

  // The computer could not do it.
  'output-failed': EXIT.negative,
  'disk-full': EXIT.negative,
  'read-failed': EXIT.negative,
  'write-failed': EXIT.negative,
  aborted: EXIT.negative,
  'command-missing': EXIT.negative,
  'command-failed': EXIT.negative,
  'command-timeout': EXIT.negative,
  'command-output-too-large': EXIT.negative,
  'git-missing': EXIT.negative,
  'git-failed': EXIT.negative,
  'git-denied': EXIT.negative,
  'repository-gone': EXIT.negative,
  'ref-gone': EXIT.negative,
  'commit-gone': EXIT.negative,
  'host-untrusted': EXIT.negative,
  'transport-refused': EXIT.negative,
  'network-failed': EXIT.negative,
  'download-failed': EXIT.negative,
  'download-timeout': EXIT.negative,
  'download-too-large': EXIT.negative,
  'proxy-unsupported': EXIT.negative,
  'redirect-refused': EXIT.negative,
  'no-machine-identifier': EXIT.negative,
  'other-disk': EXIT.negative,
  locked: EXIT.negative,
  'verification-failed': EXIT.negative,
  'no-backup': EXIT.negative,

  // The machine is not as it must be: others could have put what is there.
  'link-escapes': EXIT.negative,
  'link-not-followed': EXIT.negative,
  'untrusted-folder': EXIT.negative,
  'credential-file-open': EXIT.negative,
  'ambiguous-name': EXIT.negative,
  'bad-host-file': EXIT.negative,
  'not-recorded': EXIT.negative,

  'permission-denied': EXIT.permission,

  'unsupported-platform': EXIT.unsupported,
}

/** What the computer could not do: nothing on the command line or in the files is wrong. */
const INCAPABLE = new Set(['output-failed', 'disk-full', 'read-failed', 'write-failed', 'aborted'])

/** The exit code for a failure of a run whose answer may be 1: an unusable input is 2 then, and a failure of the computer 5. */
export function failureBesideAnswer(code: string, exitCode: FailureExitCode): FailureExitCode {
  if (exitCode !== EXIT.negative) return exitCode
  return INCAPABLE.has(code) ? EXIT.internal : EXIT.usage
}

/** Codes of the system, wherever they stand in the chain of causes, that mean the user may not do this. */
const DENIED = new Set(['EACCES', 'EPERM', 'EROFS'])

/** The exit code for an expected failure. A code that the table lacks is a failed check of the input. */
export function exitCodeOf(error: { code: string; cause?: unknown }): FailureExitCode {
  if (isDenied(error.cause)) return EXIT.permission
  return Object.hasOwn(EXIT_CODES, error.code) ? EXIT_CODES[error.code as keyof typeof EXIT_CODES] : EXIT.negative
}

function isDenied(cause: unknown): boolean {
  if (!(cause instanceof Error)) return false
  return DENIED.has((cause as NodeJS.ErrnoException).code ?? '') || isDenied(cause.cause)
}
