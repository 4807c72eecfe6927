import type { JsonValue } from '../schema-document.js'

/** Languages that settings are described in. */
export const LANGUAGES = ['en', 'zh'] as const
export type Language = (typeof LANGUAGES)[number]

/** What a setting is, in our own words. */
export interface Prose {
  title: string
  description: string
}

/** Prose by the name of the setting; earlier names have entries of their own. Look names up with `Object.hasOwn`. */
export type Catalogue = Readonly<Record<string, Prose>>

/** Titles and descriptions of every known setting. Shared by all callers: do not change it. */
export async function loadCatalogue(language: Language): Promise<Catalogue> {
  const module = (await import(`../../catalog/${language}.json`, { with: { type: 'json' } })) as { default: Catalogue }
  return module.default
}

/** One realistic decoded value for every known setting. Hosts and credentials in them are invented. */
export async function loadExamples(): Promise<Readonly<Record<string, JsonValue>>> {
  const module = (await import('../../catalog/examples.json', { with: { type: 'json' } })) as unknown as {
    default: Record<string, JsonValue>
  }
  return module.default
}
