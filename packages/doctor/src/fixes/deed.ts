/** One thing that a fix did. */
export interface Deed {
  /** In the past tense: `Set the mode of /etc/x to 0644; it was 0666.` */
  did: string
  /** Where what was there before is kept, readable by administrators alone. */
  backup?: string
}
