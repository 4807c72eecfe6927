import { latestSchema } from '@cowork-mdm/schema'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { encode } from '../src/encode.js'
import type { FileBytes, FormatName } from '../src/format.js'
import { FORMATS } from '../src/formats.js'
import { tryDecode } from '../src/try-decode.js'

const document = await latestSchema()
/** No text that could be a name: those are quoted. */
const SECRET = 'sk/planted='
const settings = [
  { name: 'inferenceGatewayApiKey', value: SECRET },
  { name: 'inferenceCustomHeaders', value: { 'X-Key': `${SECRET} "quoted" \\ #2` } },
  { name: 'managedMcpServers', value: [{ name: 'a', url: `https://u:${SECRET}@a.example` }] },
  { name: 'disableAutoUpdates', value: true },
]
/** Characters that mean something in one of the texts, and a few that mean nothing. */
const damage = fc.record({
  at: fc.nat(),
  length: fc.integer({ min: 0, max: 12 }),
  text: fc.constantFrom(...'\n "\'<>&\\:{}[],-|#%@\t\0a1!*', '', '</', '...\n', '---\n'),
})

it.each((Object.keys(FORMATS) as FormatName[]).filter((format) => format !== 'plist-binary'))(
  'no error of a damaged file quotes a secret: %s',
  (format) => {
    const { files } = encode({ name: 'Lab', settings }, { format, document, allowSecrets: true })
    const [file] = files as [FileBytes]
    const encoding = format.startsWith('reg') ? 'utf16le' : 'utf8'
    const text = Buffer.from(file.bytes).toString(encoding)
    fc.assert(
      fc.property(fc.array(damage, { minLength: 1, maxLength: 3 }), (damages) => {
        const broken = damages.reduce((whole, { at, length, text: put }) => {
          const start = at % (whole.length + 1)
          return whole.slice(0, start) + put + whole.slice(start + length)
        }, text)
        const given: FileBytes = { path: file.path, bytes: new Uint8Array(Buffer.from(broken, encoding)) }
        const read = tryDecode(given, { document })
        if ('profile' in read) return
        expect(JSON.stringify([read.problems, read.hint])).not.toContain('planted')
      }),
    )
  },
)
