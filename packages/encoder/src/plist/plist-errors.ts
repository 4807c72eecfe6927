import type { SourceRange } from '@cowork-mdm/profile'
import { EncoderError } from '../encoder-error.js'

export function duplicateKey(name: string, range: SourceRange, file: string | undefined): EncoderError {
  const message = `Expected each key once in a <dict>${inFile(file)}, found ${JSON.stringify(name)} again.`
  const hint = 'Remove one of them: readers disagree which one counts.'
  return new EncoderError('duplicate-key', message, { hint, file, range })
}

export function inFile(file: string | undefined): string {
  return file === undefined ? '' : ` in ${file}`
}
