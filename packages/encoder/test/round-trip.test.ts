import { latestSchema, loadExamples } from '@cowork-mdm/schema'
import { describe, expect, it } from 'vitest'
import { carried } from '../src/carried.js'
import { decode } from '../src/decode.js'
import { encode } from '../src/encode.js'
import type { FormatName } from '../src/format.js'
import { FORMATS } from '../src/formats.js'

const document = await latestSchema()
const examples = await loadExamples()

describe.each(Object.keys(FORMATS) as FormatName[])('%s', (format) => {
  it('brings back the example of every setting', () => {
    const settings = Object.entries(examples).map(([name, value]) => ({ name, value }))
    const profile = { name: 'All examples', description: 'Every setting', settings }
    const { files } = encode(profile, { format, document })
    const { profile: back } = decode(files, { document, format })
    expect({ ...back, settings: back.settings.map(({ name, value }) => ({ name, value })) }).toEqual({
      ...(FORMATS[format]!.fields.includes('identifier') && format !== 'yaml'
        ? { identifier: 'com.cowork-mdm.all-examples' }
        : {}),
      ...carried(profile, { format, document }),
    })
  })
})
