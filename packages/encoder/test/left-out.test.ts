import { latestSchema } from '@cowork-mdm/schema'
import { describe, expect, it } from 'vitest'
import { decode } from '../src/decode.js'
import { encode } from '../src/encode.js'
import type { FormatName } from '../src/format.js'
import { FORMATS } from '../src/formats.js'

const document = await latestSchema()
const settings = [
  { name: 'deploymentDisplayName', value: '' },
  { name: 'inferenceProvider', value: null },
  { name: 'coworkEgressAllowedHosts', value: [] },
  { name: 'inferenceCustomHeaders', value: {} },
  { name: 'disableAutoUpdates', value: false },
  { name: 'organizationInstructions', value: ' ' },
]
const readable = (Object.keys(FORMATS) as FormatName[]).filter((format) => !FORMATS[format].holdsNamesOnly)

describe.each(readable)('what is left out of %s', (format) => {
  const written = (dropEmpty: boolean) => {
    const { files, notes } = encode({ settings }, { format, document, dropEmpty, allowSecrets: true })
    const names = decode(files, { document }).profile.settings.map(({ name }) => name)
    return { names, notes: notes.filter(({ code }) => code.endsWith('left-out')).map(({ code, key }) => [code, key]) }
  }
  const unset = [
    ['unset-left-out', 'deploymentDisplayName'],
    ['unset-left-out', 'inferenceProvider'],
  ]

  it('nothing and the empty text; an empty list means "none" and stays', () => {
    expect(written(false)).toEqual({
      names: ['coworkEgressAllowedHosts', 'inferenceCustomHeaders', 'disableAutoUpdates', 'organizationInstructions'],
      notes: unset,
    })
  })

  it('empty lists and maps too, where that is asked for', () => {
    expect(written(true)).toEqual({
      names: ['disableAutoUpdates', 'organizationInstructions'],
      notes: [...unset, ['empty-left-out', 'coworkEgressAllowedHosts'], ['empty-left-out', 'inferenceCustomHeaders']],
    })
  })
})
