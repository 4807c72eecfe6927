/** The text of a file, as the build puts it into the package (`rawText` in tsup.base.ts). */
declare module '*?raw' {
  const text: string
  // eslint-disable-next-line no-restricted-syntax
  export default text
}
