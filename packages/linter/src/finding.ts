import type { RuleId } from './rules.js'

export type Severity = 'error' | 'warning' | 'info'

/** What a rule found; plain JSON. Values of secret settings are never part of it. */
export interface Finding {
  rule: RuleId
  severity: Severity
  message: string
  /** Setting concerned. */
  key?: string
  location: Location
  /** A change that mends it and does nothing else. */
  fix?: Fix
  /** The rule's page. */
  docsUrl: string
}

export interface Location {
  /** As it was given to the reader. */
  file: string
  /** UTF-16 units of the decoded text, bytes of a binary file; `end` is exclusive. */
  start: number
  end: number
  /** Both from 1; absent for a binary file. */
  line?: number
  column?: number
}

export interface Fix {
  /** What it does, as an instruction. */
  title: string
  /** In the finding's file; they do not overlap. */
  edits: TextEdit[]
}

export interface TextEdit {
  start: number
  end: number
  text: string
}
