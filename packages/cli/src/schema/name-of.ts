import type { SchemaDocument } from '@cowork-mdm/schema'
import { plainText } from '../output/plain-text.js'

/** What a document describes, in a few words: `app 1.28929.0 and documentation of 2026-10-02`. */
export function nameOf({ appVersion, supplement }: Pick<SchemaDocument, 'appVersion' | 'supplement'>): string {
  const app = appVersion === 'unknown' ? 'an app of unknown version' : `app ${plainText(appVersion)}`
  return supplement ? `${app} and documentation of ${supplement.asOf}` : app
}
