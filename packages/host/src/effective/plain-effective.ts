import type { EffectiveSettings, SourceVerdict } from './effective.js'

/** The same without artifacts: plain JSON, for output and reports. */
export function plainEffective(effective: EffectiveSettings): PlainEffective {
  return { ...effective, sources: effective.sources.map(withoutArtifact) }
}

export type PlainEffective = Omit<EffectiveSettings, 'sources'> & { sources: Omit<SourceVerdict, 'artifact'>[] }

function withoutArtifact({ artifact: _, ...source }: SourceVerdict): Omit<SourceVerdict, 'artifact'> {
  return source
}
