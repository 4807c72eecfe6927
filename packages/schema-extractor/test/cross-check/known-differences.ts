/** A difference that was looked into, and who is right. One entry may stand for several settings. */
export interface KnownDifference {
  list: string
  releases: string[]
  settings: string[]
  fact: string
  verdict: Verdict
  /** What the bundle shows, in one or two sentences. */
  reason: string
}

/** What each verdict means; the page shows this table too. */
export const VERDICTS = {
  'later change': 'Both are right, of different releases.',
  'list omits it': 'The list leaves the setting out on purpose.',
  'list is coarser': 'No contradiction: the bundle says more.',
  'list is wrong': 'The bundle contradicts the list.',
  'shown, not applied': 'The list states as default what the app shows or does when nothing is set.',
  both: 'The app accepts more, or announces other things, than it declares; the document keeps the declaration.',
} as const

type Verdict = keyof typeof VERDICTS

/** The rows of the page's table, cell by cell. */
export function differenceRows(known: readonly KnownDifference[]): string[][] {
  return known.map(({ list, releases, settings, fact, verdict, reason }) => [
    list,
    releases.join(', '),
    settings.map((setting) => `\`${setting}\``).join(', '),
    fact,
    verdict,
    reason,
  ])
}
