/** What is sent to a policy of an ingested ADMX file. */
export type PolicyData =
  | 'enabled'
  | 'disabled'
  /** Enabled, with the value of its one element. */
  | { id: string; value: string }
