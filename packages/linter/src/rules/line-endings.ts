import { defineRule } from '../rule.js'

export const lineEndings = defineRule({
  group: 'hygiene',
  severity: 'info',
  summary: 'Line ends that are not those of the format, or mixed',
  why: 'Registry files have CRLF; everything else is written with LF, so that the same profile has the same bytes wherever it was made. Mixed line ends make differences that nobody sees.',
  remedy:
    'Let the editor save with one kind of line ends, and tell git with `.gitattributes`. `--fix` does it for one file.',
  source: 'Microsoft, KB 310516, for registry files; reproducible output of this tool',
  messages: {
    mixed: ({ wanted }: { wanted: string }) => `The file has both LF and CRLF at the ends of lines; use ${wanted}.`,
    other: ({ found, wanted }: { found: string; wanted: string }) =>
      `The file has ${found} at the ends of lines; use ${wanted}.`,
  },
  check: ({ artifact: { text, format } }, report) => {
    if (text === undefined) return
    const ends = [...text.matchAll(/\r\n|\r|\n/g)]
    const isRegistry = format.startsWith('reg')
    const wanted = isRegistry ? '\r\n' : '\n'
    const wrong = ends.filter(([end]) => end !== wanted)
    const [first] = wrong
    if (!first) return
    const isMixed = wrong.length < ends.length || new Set(wrong.map(([end]) => end)).size > 1
    // An editor on Windows saves YAML with CRLF throughout, which git turns back.
    if (!isMixed && format === 'yaml') return
    const edits = wrong.map(({ 0: end, index }) => ({ start: index, end: index + end.length, text: wanted }))
    const fix = { title: `Use ${nameOf(wanted)} throughout`, edits }
    const range = [first.index, first.index + first[0].length] as const
    if (isMixed) report('mixed', { wanted: nameOf(wanted) }, { range, fix })
    else report('other', { found: nameOf(first[0]), wanted: nameOf(wanted) }, { range, fix })
  },
})

function nameOf(end: string): string {
  return end === '\r\n' ? 'CRLF' : end === '\n' ? 'LF' : 'CR'
}
