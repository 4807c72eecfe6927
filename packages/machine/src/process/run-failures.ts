import { CoworkError } from '../cowork-error.js'

export function commandMissing(
  name: string,
  { found = 'there is none', cause }: { found?: string; cause?: unknown } = {},
): CoworkError {
  return new CoworkError('command-missing', `Expected a command ${name}, but ${found}.`, {
    hint: 'Install it, or check the PATH.',
    cause,
  })
}

export function timedOut(name: string, timeoutMs: number): CoworkError {
  const message = `Expected ${name} to end within ${timeoutMs / 1000} s, but it was still running and was ended.`
  return new CoworkError('command-timeout', message, { hint: 'Run it by hand to see what it waits for.' })
}

export function outputTooLarge(name: string, stream: string, maxBytes: number): CoworkError {
  const message = `Expected at most ${maxBytes} bytes of ${stream} from ${name}, but it wrote more and was ended.`
  return new CoworkError('command-output-too-large', message, { hint: 'Run it by hand to see what it says.' })
}
