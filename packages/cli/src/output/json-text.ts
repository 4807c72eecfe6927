/** JSON as it is printed and written: indented by two spaces, ending with a line break. */
export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`
}
