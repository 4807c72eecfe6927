/** Expected failures of applying and rolling back, beside those of files, commands and the encoder. */
export type ApplyErrorCode =
  | 'invalid-profile'
  | 'unresolved-placeholder'
  | 'verification-failed'
  | 'no-backup'
  | 'unknown-backup'
  | 'damaged-backup'
