/** Exit codes of a run that was asked to stop, as shells count: 128 and the signal's number. */
const EXIT_CODES = { SIGINT: 130, SIGTERM: 143 } as const

/**
 * Lets a command clean up when it is asked to stop (Ctrl-C, or SIGTERM of a supervisor). Signals are caught only once a
 * command has asked for `signal`; the others end at once, as they leave nothing behind. A second Ctrl-C always does.
 */
export class Interruption {
  private controller: AbortController | undefined
  /** Set once a signal has come. */
  exitCode: number | undefined

  get signal(): AbortSignal {
    this.controller ??= this.listen()
    return this.controller.signal
  }

  private listen(): AbortController {
    const controller = new AbortController()
    for (const name of ['SIGINT', 'SIGTERM'] as const) {
      process.once(name, () => {
        this.exitCode = EXIT_CODES[name]
        controller.abort()
      })
    }
    return controller
  }
}
