import type { RuleId } from './rules.js'

export type Severity = 'error' | 'warning' | 'info'

/** What a rule found; plain JSON. No message quotes a value that may be a secret; the texts of a fix may hold one. */
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
  /** In the text of the finding's file; they do not overlap. None where only the encoding changes. */
  edits: TextEdit[]
  /** How the file has to be encoded; by default as it is. */
  encoding?: 'utf-16le'
}

export interface TextEdit {
  start: number
  end: number
  text: string
}
