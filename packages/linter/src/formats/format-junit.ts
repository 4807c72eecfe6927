import { XMLBuilder } from 'fast-xml-parser'
import type { Finding } from '../finding.js'

/**
 * Findings as a JUnit report: one suite a file, one failed case a finding; informations are cases that passed, with a
 * remark. A file without findings is one case that passed.
 * @param files all that were linted, in order
 */
export function formatJunit(files: readonly string[], findings: readonly Finding[]): string {
  // What a file extends has findings of its own.
  const all = [...new Set([...files, ...findings.map(({ location }) => location.file)])]
  const suites = all.map((file) =>
    suiteOf(
      file,
      findings.filter(({ location }) => location.file === file),
    ),
  )
  const sum = (name: '@tests' | '@failures') => suites.reduce((total, suite) => total + suite[name], 0)
  const root = { '@name': 'cowork-mdm lint', '@tests': sum('@tests'), '@failures': sum('@failures'), testsuite: suites }
  const builder = new XMLBuilder({
    attributeNamePrefix: '@',
    ignoreAttributes: false,
    format: true,
    suppressEmptyNode: true,
    textNodeName: '#text',
  })
  const body = builder.build({ testsuites: root })
  return `<?xml version="1.0" encoding="UTF-8"?>\n${body.trimEnd()}\n`
}

function suiteOf(file: string, findings: readonly Finding[]) {
  const name = plain(file)
  const cases = findings.map((finding) => caseOf(name, finding))
  const passed = { '@classname': name, '@name': 'no findings' }
  return {
    '@name': name,
    '@tests': Math.max(1, cases.length),
    '@failures': findings.filter(({ severity }) => severity !== 'info').length,
    testcase: cases.length === 0 ? [passed] : cases,
  }
}

function caseOf(file: string, { rule, severity, message, location: { line, column }, docsUrl }: Finding) {
  const place = line === undefined ? '' : ` (${line}:${column})`
  const named = { '@classname': file, '@name': `${rule}${place}` }
  const text = plain(message)
  if (severity === 'info') return { ...named, 'system-out': text }
  const where = line === undefined ? file : `${file}:${line}:${column}`
  return { ...named, failure: { '@type': severity, '@message': text, '#text': `${where}: ${text}\n${docsUrl}` } }
}

/** Most control characters, half surrogates, two noncharacters: XML has no form for them. */
const NOT_XML =
  // eslint-disable-next-line no-control-regex -- they are what is looked for
  /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

function plain(text: string): string {
  return text.replace(NOT_XML, '\ufffd')
}
