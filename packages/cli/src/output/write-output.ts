import type { Writable } from 'node:stream'

/** A stream that could not take the output: a full disk behind it, for instance. */
export class OutputFailure extends Error {
  override readonly name = 'OutputFailure'
}

/**
 * Writes text or bytes and waits until the stream has taken it. That the reader of a pipe has gone (`| head`) is no failure: nobody is
 * left to read more.
 *
 * @throws OutputFailure with the system's error as its cause
 */
export function writeOutput(stream: Writable, content: string | Uint8Array): Promise<void> {
  if (content.length === 0) return Promise.resolve()
  return new Promise((resolve, reject) => {
    const settle = (error: NodeJS.ErrnoException | null | undefined) => {
      if (error && error.code !== 'EPIPE') reject(new OutputFailure(error.code, { cause: error }))
      else resolve()
    }
    // The error comes as an event as well, which would end the process where nobody listens.
    stream.on('error', settle)
    stream.write(content, settle)
  })
}
