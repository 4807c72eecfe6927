import type { BackOff } from './fleet/back-off.js'

export interface MarketplaceOptions {
  /** Folder of the clones; the platform's own unless told otherwise. */
  clones?: string | undefined
  /** Folder where the app looks for plugins; the platform's own unless told otherwise, and none on Linux. */
  orgPlugins?: string | undefined
  /** Copies plugins instead of linking them, as is always done on Windows. */
  copy?: boolean | undefined
  /** Lets `http:` and `file:` be used. */
  allowInsecure?: boolean | undefined
  /** Refuses sources that may mean something else tomorrow: a git source needs a full commit. */
  requirePin?: boolean | undefined
  /** Refuses sources on other hosts; `*.example.com` stands for every host below example.com. */
  allowHosts?: readonly string[] | undefined
  /** Refuses commits and tags without a good signature. */
  verifySignatures?: boolean | undefined
  /** Whose SSH signatures count (`ssh-keygen`'s format); without it the machine's own settings and keyring decide. */
  allowedSigners?: string | undefined
  /** Credentials in the form of git-credential-store, for nobody else to read. */
  credentialFile?: string | undefined
  limits?: Partial<Limits> | undefined
  backOff?: BackOff | undefined
  signal?: AbortSignal | undefined
  /** Told how far a long fetch is. */
  onProgress?: ((text: string) => void) | undefined
}

export interface Limits {
  /** Of a marketplace, and of what is fetched for one. */
  maxBytes: number
  /** Files of a marketplace. */
  maxFiles: number
  /** For one call of git. */
  timeoutMs: number
  /** How long to wait for another run that changes something. */
  waitMs: number
}

export const LIMITS: Limits = {
  maxBytes: 256 * 1024 * 1024,
  maxFiles: 20_000,
  timeoutMs: 10 * 60_000,
  waitMs: 5 * 60_000,
}
