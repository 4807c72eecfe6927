import { CoworkError } from '@cowork-mdm/machine'
import type { Limits } from '../options.js'
import type { PlainFile } from '../tree/plain-files.js'
import type { TreeLimits } from '../tree/tree.js'

/** What a marketplace may still hold while plugins that lie elsewhere come to it: its limits are for all of it together. */
export interface Remaining {
  /** Of files that are written. */
  tree: () => TreeLimits
  /** Bytes that may still be fetched. */
  transfer: () => number
  /** @throws CoworkError `too-large` */
  written: (files: readonly PlainFile[]) => void
  /** @throws CoworkError `too-large` */
  fetched: (bytes: number) => void
}

export function remainingOf({ maxFiles, maxBytes }: Limits, own: readonly PlainFile[]): Remaining {
  let [files, bytes, transfer] = [maxFiles, maxBytes, maxBytes]
  const written = (more: readonly PlainFile[]) => {
    files -= more.length
    bytes -= bytesOf(more)
    check()
  }
  const fetched = (count: number) => {
    transfer -= count
    check()
  }
  written(own)
  return { tree: () => ({ maxFiles: files, maxBytes: bytes }), transfer: () => transfer, written, fetched }

  // Several are fetched at the same time, each with what was left when it began.
  function check(): void {
    if (Math.min(files, bytes, transfer) < 0) throw tooLarge({ maxFiles, maxBytes })
  }
}

export function tooLarge({ maxFiles, maxBytes }: TreeLimits): CoworkError {
  return new CoworkError(
    'too-large',
    `Expected a marketplace of at most ${maxFiles} files and ${maxBytes} bytes, with all that it names elsewhere, found more.`,
    { hint: 'Split it into several marketplaces; keep large files out of plugins.' },
  )
}

function bytesOf(files: readonly PlainFile[]): number {
  return files.reduce((sum, { from }) => sum + from.size, 0)
}
