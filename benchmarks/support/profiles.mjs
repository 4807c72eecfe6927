// Profiles to measure with: 40 settings of all kinds, taken from the examples of the catalogue, no two profiles alike.
import { encode } from '@cowork-mdm/encoder'
import { latestSchema, loadExamples } from '@cowork-mdm/schema'

/**
 * @param {number} count
 */
export async function profileTexts(count) {
  const document = await latestSchema()
  const examples = Object.entries(await loadExamples())
  const files = Array.from({ length: count }, (_, index) => {
    const settings = Array.from({ length: 40 }, (_, at) => {
      const [name, value] = examples[(index + at * 4) % examples.length]
      return { name, value }
    })
    const profile = { name: `Profile ${index}`, description: 'For a benchmark.', settings }
    return encode(profile, { format: 'mobileconfig', document }).files[0]
  })
  return { document, files }
}
