import type { RawEntry, RawMap, RawNode, SourceRange } from '@cowork-mdm/profile'
import type { RegistryValue } from '@cowork-mdm/schema/values'
import { EncoderError } from '../../encoder-error.js'
import { LITERAL, literal, literalText } from './literal.js'

/** What a script sets and removes. */
export interface ScriptData {
  hive: 'HKLM' | 'HKCU'
  values: { name: string; value: RegistryValue }[]
  removed: string[]
}

const HIVES = { HKLM: 'LocalMachine', HKCU: 'CurrentUser' }

const SETTINGS = '$Settings = @('
const REMOVED = '$Removed = @('

/** The variables that a script works on. One entry a line, so that each can be found again; nothing else has to be escaped. */
export function writeScriptData({ hive, values, removed }: ScriptData): string {
  return [
    `$Hive = '${HIVES[hive]}'`,
    SETTINGS,
    ...values.map(({ name, value }) => `  @{ Name = ${literal(name)}; ${kindAndData(value)} }`),
    ')',
    REMOVED,
    ...removed.map((name) => `  ${literal(name)}`),
    ')',
  ].join('\n')
}

function kindAndData({ type, data }: RegistryValue): string {
  // A REG_DWORD is a signed 32-bit integer to .NET.
  if (type === 'REG_DWORD') return `Kind = 'DWord'; Data = ${Number(data) | 0}`
  return `Kind = 'String'; Data = ${literal(String(data))}`
}

const ENTRY = new RegExp(
  `^  @\\{ Name = (?<name>${LITERAL.source}); Kind = '(?<kind>DWord|String)'; Data = (?<data>-?\\d{1,10}|${LITERAL.source}) \\}\\r?$`,
  'd',
)
const ENTRY_OF_REMOVED = new RegExp(`^  (?<name>${LITERAL.source})\\r?$`, 'd')

/**
 * Reads the variables of a script that this package wrote; one that was edited in another way is refused.
 * @throws EncoderError `not-readable-format`, with the place
 */
export function readScriptData(
  text: string,
  file: string,
): { hive: 'HKLM' | 'HKCU'; values: RawMap; removed: RawEntry[] } {
  const hive = /^\$Hive = '(LocalMachine|CurrentUser)'\r?$/m.exec(text)?.[1]
  if (hive === undefined) throw unreadable(file, [0, 0])
  const settings = readList(text, SETTINGS, ENTRY, file)
  const removed = readList(text, REMOVED, ENTRY_OF_REMOVED, file)
  const entries = settings.entries.map(({ match, start }): RawEntry => {
    const [, , plainName, escapedName, , , plain, escaped] = match
    const range = rangeOf(match, 'data', start)
    const node: RawNode =
      match.groups!['kind'] === 'DWord'
        ? { type: 'REG_DWORD', value: Number(match.groups!['data']) >>> 0, range }
        : { type: 'REG_SZ', value: literalText(plain, escaped), range }
    return { name: literalText(plainName, escapedName), nameRange: rangeOf(match, 'name', start), node }
  })
  return {
    hive: hive === 'CurrentUser' ? 'HKCU' : 'HKLM',
    values: { type: 'dict', entries, range: settings.range },
    removed: removed.entries.map(({ match, start }): RawEntry => {
      const range = rangeOf(match, 'name', start)
      return { name: literalText(match[2], match[3]), nameRange: range, node: { type: 'null', value: null, range } }
    }),
  }
}

function readList(text: string, head: string, entry: RegExp, file: string) {
  const start = text.startsWith(head) ? 0 : text.indexOf(`\n${head}`) + 1
  if (start === 0 && !text.startsWith(head)) throw unreadable(file, [0, 0])
  const entries: { match: RegExpExecArray; start: number }[] = []
  let at = start
  for (;;) {
    const next = text.indexOf('\n', at)
    if (next < 0) throw unreadable(file, [at, text.length])
    if (at > start) {
      const line = text.slice(at, next)
      if (line.trimEnd() === ')') return { entries, range: [start, at + 1] as SourceRange }
      const match = entry.exec(line)
      if (!match) throw unreadable(file, [at, next])
      entries.push({ match, start: at })
    }
    at = next + 1
  }
}

function rangeOf(match: RegExpExecArray, group: string, start: number): SourceRange {
  const [from, to] = match.indices!.groups![group]!
  return [start + from, start + to]
}

function unreadable(file: string, range: SourceRange): EncoderError {
  return new EncoderError('not-readable-format', `Expected a script that this tool wrote in ${file}, found another.`, {
    hint: 'Read a registry file or an export of the key instead: scripts are only read as they were written.',
    file,
    range,
  })
}
