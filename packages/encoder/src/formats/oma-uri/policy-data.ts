import { SaxesParser } from 'saxes'

/** What is sent to the policy of a setting (Microsoft, "Understanding ADMX policies"). */
export type PolicyData =
  /** The two states of a policy without an element: the values of a switch. */
  | { isEnabled: boolean; element?: undefined }
  /** Enabled, with a value for the policy's one element. */
  | { isEnabled: true; element: { id: string; value: string } }

/**
 * Policy data in one line. Windows takes a line break between the tags for a part of a value (Micke-K/IntuneManagement#380),
 * and XML makes a space of one inside an attribute: it stands as a reference.
 */
export function writePolicyData({ isEnabled, element }: PolicyData): string {
  if (!element) return isEnabled ? '<enabled/>' : '<disabled/>'
  return `<enabled/><data id="${attribute(element.id)}" value="${attribute(element.value)}"/>`
}

const NAMED: Readonly<Record<string, string>> = { '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot' }

function attribute(text: string): string {
  return text.replace(
    /[&<>"\t\n\r\x7f-\x9f\u2028]/g,
    (character) => `&${NAMED[character] ?? `#${character.charCodeAt(0)}`};`,
  )
}

/** The inverse; undefined for anything else, such as the data of a policy with several elements. */
export function readPolicyData(text: string): PolicyData | undefined {
  const found: { name: string; attributes: Record<string, string> }[] = []
  // Policy data has no root.
  const parser = new SaxesParser({ fragment: true })
  let isPlain = true
  parser.on('error', () => (isPlain = false))
  parser.on('text', (content) => (isPlain &&= content.trim() === ''))
  parser.on('opentag', (tag) => found.push({ name: tag.name, attributes: tag.attributes as Record<string, string> }))
  parser.write(text).close()
  const [state, data, ...others] = found
  if (!isPlain || !state || others.length > 0) return undefined
  if (!data)
    return state.name === 'enabled' || state.name === 'disabled' ? { isEnabled: state.name === 'enabled' } : undefined
  const { id, value } = data.attributes
  if (state.name !== 'enabled' || data.name !== 'data' || id === undefined || value === undefined) return undefined
  return { isEnabled: true, element: { id, value } }
}
