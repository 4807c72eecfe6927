import { Composer, Lexer, Parser, type CST, type Document } from 'yaml'
import type { SourceRange } from '../source.js'
import { explainYamlError } from './explain-yaml-error.js'

/** Every level takes up to two places on the parser's stack. */
export const DEEPEST = 200

/** What the library makes of a text, and everything that is wrong with it. */
export interface ParsedYaml {
  document: Document | undefined
  complaints: { message: string; range: SourceRange }[]
}

/** Parses one YAML 1.2 document. Names that stand twice and aliases are the reader's to check. */
export function parseYaml(text: string): ParsedYaml {
  const complaints: ParsedYaml['complaints'] = []
  // Unique names are checked in the reader, in linear time.
  const composer = new Composer({ version: '1.2', uniqueKeys: false, logLevel: 'error' })
  let first: Document | undefined
  try {
    for (const document of composer.compose(tokensOf(text), true, text.length)) {
      if (first) {
        const at = document.range[0]
        complaints.push({ message: 'Expected one document, found a second one; remove the line ---.', range: [at, at] })
        break
      }
      first = document
      if (document.directives.yaml.version !== '1.2')
        complaints.push({ message: 'Expected YAML 1.2; remove the line %YAML.', range: [0, 0] })
      for (const error of [...document.errors, ...document.warnings]) {
        complaints.push({ message: explainYamlError(error), range: error.pos })
      }
    }
  } catch (error) {
    if (!(error instanceof TooDeep)) throw error
    const message = `Expected at most ${DEEPEST} levels of nesting, found more.`
    return { document: undefined, complaints: [{ message, range: [error.offset, error.offset + 1] }] }
  }
  return { document: first, complaints }
}

class TooDeep extends Error {
  constructor(readonly offset: number) {
    super()
  }
}

/**
 * The library composes recursively, and at the end of the stack V8's regular expressions end the process instead of
 * throwing: what nests too deep must not get there.
 */
function* tokensOf(text: string): Generator<CST.Token> {
  const parser = new Parser()
  for (const lexeme of new Lexer().lex(text)) {
    if (parser.stack.length > 2 * DEEPEST) throw new TooDeep(parser.offset)
    yield* parser.next(lexeme)
  }
  yield* parser.end()
}
