import type { SettingKey } from './schema-document.js'

/** What public documentation knows beyond the newest pinned release. */
export interface Supplement {
  /** Day on which the documentation was read, `2026-10-02`. */
  asOf: string
  /** Settings that no pinned release has. */
  keys: SettingKey[]
  amendments: Amendment[]
}

/** A fact of a later release that differs from the newest pinned one. */
export interface Amendment {
  name: string
  /** First version it holds for; absent where the documentation does not say. */
  since?: string
  /** What changed, in one sentence. */
  note: string
  /** The facts as they are now; `null` for one that no longer holds. */
  facts: { [Fact in keyof Omit<SettingKey, 'name' | 'provenance'>]?: SettingKey[Fact] | null }
}
