import type { Diagnosis } from '../result.js'
import { oneLine } from './one-line.js'

/** Of what a remediation's detection prints, Intune keeps so many characters. */
const MOST = 2048

/** What a detection script of Intune's remediations prints, and the exit code that says whether there is an issue. */
export function intuneDetection(diagnosis: Diagnosis): { text: string; exitCode: 0 | 1 } {
  // The line break counts, too.
  return { text: `${oneLine(diagnosis, MOST - 1)}\n`, exitCode: diagnosis.summary.error > 0 ? 1 : 0 }
}
