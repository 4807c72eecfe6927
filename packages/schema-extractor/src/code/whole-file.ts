import { BindingParser } from './binding-parser.js'
import type { Span } from './scan-scope.js'
import { type Script, SourceSyntaxError } from './script.js'

interface WholeFile {
  text: string
  bindings: ReturnType<typeof BindingParser.read>
}

const files = new WeakMap<Script, WholeFile | SourceSyntaxError>()

/**
 * Every value that a file gives a name of its outermost scope anywhere: initialisers of `var`s inside blocks and
 * assignments inside functions that do not redeclare the name. The file is parsed whole, once: the last resort.
 * @throws SourceSyntaxError when it cannot be parsed
 */
export function wholeFileBindings(script: Script, name: string): Span[] {
  let file = files.get(script)
  if (!file) files.set(script, (file = readWhole(script)))
  if (file instanceof SourceSyntaxError) throw file
  const { text, bindings } = file
  const bytesBefore = (offset: number) => Buffer.byteLength(text.slice(0, offset))
  return (bindings.get(name) ?? []).map(({ start, end }) => ({ start: bytesBefore(start), end: bytesBefore(end) }))
}

function readWhole(script: Script): WholeFile | SourceSyntaxError {
  script.meter.spend(script.bytes.length >> 4)
  const text = script.bytes.toString('utf8')
  let failure: unknown
  for (const sourceType of ['module', 'script'] as const) {
    try {
      return { text, bindings: BindingParser.read(text, sourceType) }
    } catch (error) {
      if (!(error instanceof SyntaxError || error instanceof RangeError)) throw error
      // As a module it failed first: that is the error to tell.
      failure ??= error
    }
  }
  return SourceSyntaxError.of(failure, script.path, (offset) => Buffer.byteLength(text.slice(0, offset)))
}
