/** Words in the name of a property, variable, header or option whose value is a secret. */
const SECRET =
  /secret|token|passw(?:or)?d|passphrase|credential|bearer|api[-_]?key|private[-_]?key|access[-_]?key|authorization|cookie|(?:^|[-_])(?:auth|jwt|pwd|pat)$/i

/** Endings of names that speak of a secret but hold something else: where it is, of which kind, how long it lasts. */
const ABOUT =
  /(?:url|uri|endpoint|server|audience|kind|type|path|file|dir|helper|windows|args|scheme|flow|mode|scope|name|id|sec|second|ms|hour|minute|day|window|enabled|required|disabled|count|limit|max|version)s?$/i

/** Whether something of that name holds a secret: `clientSecret` does, `tokenUrl` does not. */
export function namesSecret(name: string): boolean {
  return SECRET.test(name) && !ABOUT.test(name)
}

/** Whether a property of that name holds headers or environment variables, whose values are often credentials. */
export function namesHeadersOrEnvironment(name: string): boolean {
  return /^(?:headers?|env|environment)$|[a-z](?:Headers?|Env|Environment)$|[_-](?:headers?|env|environment)$/i.test(
    name,
  )
}
