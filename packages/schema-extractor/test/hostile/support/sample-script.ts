/** Settings for a sample script: the name, and the source text of its zod expression. */
export type SampleSettings = Record<string, string>

/**
 * A small script of ours that declares settings: `code` stands in front of the schema, in the same scope. zod comes from
 * outside the bundle, so that the script is all there is to read.
 */
export function sampleScript(settings: SampleSettings = { greeting: 'z.string()' }, code = ''): string {
  const fields = Object.entries(settings).map(
    ([name, schema]) =>
      `${JSON.stringify(name)}:field(${schema},{flatKey:${JSON.stringify(name)},title:{defaultMessage:"A"},` +
      `support:{enabled:{scopes:["3p"],availableInVersion:"1.0.0"}}})`,
  )
  return [
    'import * as z from "zod";',
    'var notes=new WeakMap,field=(schema,about)=>(notes.set(schema,about),schema);',
    code,
    `var settings=z.object({${fields.join(',')}});`,
    'export{settings};',
  ].join('\n')
}
