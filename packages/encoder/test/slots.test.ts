import { loadTemplate, parseProfile } from '@cowork-mdm/profile'
import { latestSchema } from '@cowork-mdm/schema'
import { expect, it } from 'vitest'
import { encode } from '../src/encode.js'

const document = await latestSchema()
const { profile } = parseProfile(await loadTemplate('gateway'), { document })

it('a template that nobody filled in is written, and says so', () => {
  const { notes } = encode(profile, { format: 'mobileconfig', document })
  expect(notes.map(({ message }) => message)).toEqual([
    'inferenceGatewayBaseUrl still holds REPLACE_GATEWAY_HOST, which has to be filled in.',
    'inferenceGatewayApiKey still holds REPLACE_API_KEY, which has to be filled in.',
  ])
})

it('removing settings needs no values', () => {
  expect(encode(profile, { format: 'reg-undo', document }).notes.map(({ code }) => code)).toEqual(['field-not-carried'])
})
