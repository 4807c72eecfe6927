import type { ValueSchema } from '../schema-document.js'
import { urlsIn } from './urls-in.js'

/** Where in a decoded value URLs stand (by the value's schema) that have a user name or a password in them: JSON pointers. */
export function urlsWithCredentials(schema: ValueSchema, value: unknown): string[] {
  return urlsIn(schema, value)
    .filter(({ url: { username, password } }) => username !== '' || password !== '')
    .map(({ pointer }) => pointer)
}
