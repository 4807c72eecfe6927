/**
 * Writes text and waits until the stream has taken it. That the reader of a pipe has gone (`| head`) is no failure: nobody is
 * left to read more.
 */
export function writeText(stream: NodeJS.WritableStream, text: string): Promise<void> {
  if (text === '') return Promise.resolve()
  return new Promise((resolve, reject) => {
    const settle = (error: NodeJS.ErrnoException | null | undefined) => {
      if (error && error.code !== 'EPIPE') reject(error)
      else resolve()
    }
    // The error comes as an event as well, which would end the process where nobody listens.
    stream.once('error', settle)
    stream.write(text, settle)
  })
}
