import type { FileBytes } from '../format.js'
import { decodeRegistryText } from './registry-text.js'

const SETS = /^[ \t]*(?:"(?:[^"\\]|\\.)*"|@)[ \t]*=(?![ \t]*-)/m
const REMOVES = /^[ \t]*(?:"(?:[^"\\]|\\.)*"|@)[ \t]*=[ \t]*-/m

/** Whether it is a registry file, in whatever encoding: one that sets values, or one that only removes some. */
export function detectRegistryFile(file: FileBytes): 'reg' | 'reg-undo' | undefined {
  const start = new TextDecoder('latin1')
    .decode(file.bytes.subarray(0, 64))
    .replace(/\0|^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)/g, '')
  if (!/^(?:Windows Registry Editor|REGEDIT4)/.test(start)) return undefined
  const { text } = decodeRegistryText(file)
  return REMOVES.test(text) && !SETS.test(text) ? 'reg-undo' : 'reg'
}
