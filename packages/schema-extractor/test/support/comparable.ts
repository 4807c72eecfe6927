import type { Diagnostic, SchemaDocument } from '@cowork-mdm/schema'

/** What a document says, without where it was found. */
export function factsOf(document: SchemaDocument): Omit<SchemaDocument, 'diagnostics' | 'extractedFrom'> {
  const { extractedFrom: _place, diagnostics: _diagnostics, keys, ...facts } = document
  return { ...facts, keys: keys.map(({ provenance: _provenance, ...key }) => key) } as SchemaDocument
}

/** What diagnostics say, without places: code and key, each once, sorted. */
export function complaintsOf(diagnostics: readonly Diagnostic[]): string[] {
  return [...new Set(diagnostics.map(({ severity, code, key }) => `${severity} ${code} ${key ?? '-'}`))].sort()
}
