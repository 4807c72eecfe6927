import type { SchemaDocument } from '@cowork-mdm/schema'

/** SHA-256 of a document's facts, in lower-case hexadecimal, whatever the order of its properties. */
export function documentHash(document: SchemaDocument): Promise<string> {
  return sha256(JSON.stringify(document, sortedProperties)).then((bytes) => hexadecimal(bytes))
}

/** SHA-256 of a text's UTF-8 bytes. */
export async function sha256(text: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))
}

function hexadecimal(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

function sortedProperties(_name: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)))
}
