import { buffer } from 'node:stream/consumers'
import { readFileBytes } from '@cowork-mdm/machine'

/** Stands for stdin, which can be read once. */
export const STDIN = '-'

/** @throws CoworkError where the file cannot be read */
export async function readInput(path: string): Promise<Uint8Array> {
  return path === STDIN ? buffer(process.stdin) : readFileBytes(path)
}
