/** What of an output stream decides how things look on it. */
export interface Terminal {
  /** Somebody is looking: not a file or a pipe. */
  interactive: boolean
  /** Width to fit into; `undefined` where lines may have any length. */
  columns: number | undefined
  colours: boolean
}

/** Settings from outside that go before what the stream says of itself. */
export interface TerminalSettings {
  /** `--no-color` was given. */
  noColour: boolean
  env: NodeJS.ProcessEnv
}

/** Narrowest width that tables are laid out for; below it, lines are left to the terminal. */
const NARROWEST = 20

/**
 * Looks at a stream and the environment: NO_COLOR (no-color.org), then FORCE_COLOR (force-color.org; logs of CI show colours),
 * TERM=dumb, and COLUMNS where the stream has no width.
 */
export function terminalOf(
  stream: { isTTY?: boolean; columns?: number },
  { noColour, env }: TerminalSettings,
): Terminal {
  const interactive = stream.isTTY === true
  const width = stream.columns || Number(env.COLUMNS) || (interactive ? 80 : undefined)
  return {
    interactive,
    columns: width === undefined || !(width > 0) ? undefined : Math.max(NARROWEST, Math.floor(width)),
    colours: !noColour && !env.NO_COLOR && (isForced(env.FORCE_COLOR) || (interactive && env.TERM !== 'dumb')),
  }
}

/** Programs of Node take 0 for off. */
function isForced(force: string | undefined): boolean {
  return force !== undefined && !['', '0', 'false'].includes(force)
}
