/** Whether a file is a policy template, by its name. */
export function isTemplate(path: string): boolean {
  return /\.admx$/i.test(path)
}

/** Text by its byte order mark: editors on Windows save templates in more than one encoding. */
export function templateText(bytes: Uint8Array): string {
  const [first, second] = bytes
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8'
  return new TextDecoder(encoding).decode(bytes)
}
