import { defineRule } from '../rule.js'

export const regEncoding = defineRule({
  group: 'hygiene',
  severity: 'error',
  summary: 'A registry file that is not UTF-16',
  why: 'regedit reads a file of version 5 as UTF-16 with a byte order mark. In another encoding everything beyond ASCII turns into other characters, on each machine by its own code page.',
  remedy: 'Save the file as UTF-16 LE with a byte order mark, or export it again. `--fix` does.',
  source: 'Microsoft, KB 310516: version 5 files are Unicode',
  messages: {
    encoding: ({ found }: { found: string }) =>
      `The file is ${found}; registry files are UTF-16 (little endian) with a byte order mark.`,
  },
  check: ({ artifact: { notes } }, report) => {
    const encoding = notes.find(({ code }) => code === 'registry-encoding')
    const fix = { title: 'Save it as UTF-16', edits: [], encoding: 'utf-16le' as const }
    if (encoding) report('encoding', { found: encoding.detail ?? 'in another encoding' }, { range: [0, 0], fix })
  },
})
