import type { Interruption } from './interruption.js'
import type { Terminal } from './output/terminal.js'

/** What a command returns. Nothing of it is written before the command has succeeded as a whole. */
export interface Outcome {
  /** Result for `--json`; absent where there is only text, as with help. */
  json?: unknown
  /** Result as it is, for a file or a pipe. A terminal does not get it where it is no text. */
  bytes?: Uint8Array
  /** Result for people, ending with a line break; empty where there is nothing to show, absent where it is the JSON. */
  text?: (terminal: Terminal) => string
  /** A remark for people on stderr, without line break; never with `--json`. */
  note?: ((terminal: Terminal) => string) | undefined
  /** Whether the note is worth showing where stderr is not a terminal. */
  noteAlways?: boolean
  /** 1 where the result itself is a negative answer. */
  exitCode?: 0 | 1
}

/** What a command may know of the world around it. */
export interface RunContext {
  stdout: Terminal
  stderr: Terminal
  /** Result is wanted as JSON. */
  json: boolean
  /** Values that are secret are shown. */
  showSecrets: boolean
  /** Shows how far a long run is; on a terminal only. */
  progress: (text: string) => void
  /** Whoever leaves something behind when it is stopped asks for the `signal` in it, and cleans up when that comes. */
  interruption: Pick<Interruption, 'signal'>
}
