import { CHECK_IDS, CHECKS, docsUrl, GROUPS } from '@cowork-mdm/doctor'
import type { Platform } from '@cowork-mdm/machine'
import type { Outcome } from '../outcome.js'
import { renderTable } from '../output/table.js'

/** Every check, those of one platform where it is given. */
export function listChecks(platform: Platform | undefined): Outcome {
  const rows = CHECK_IDS.map((id) => ({ id, ...CHECKS[id] })).filter(
    ({ platforms }) => platform === undefined || platforms.includes(platform),
  )
  return {
    json: {
      checks: rows.map(({ id, title, group, platforms, severity, only, ...check }) => ({
        id,
        title,
        group,
        platforms,
        severity,
        ...(only && { needs: `--${only}` }),
        fixAvailable: 'fix' in check,
        docsUrl: docsUrl(id),
      })),
    },
    text: (terminal) =>
      renderTable(
        [
          { title: 'Check', cells: rows.map(({ id }) => id), style: 'name' },
          { title: 'What should be so', cells: rows.map(({ title }) => title), least: 30 },
          { title: 'About', cells: rows.map(({ group }) => GROUPS[group]), optional: 'useful' },
          { title: 'Platforms', cells: rows.map(({ platforms }) => platforms.join(' ')), optional: 'extra' },
          { title: 'Needs', cells: rows.map(({ only }) => (only === undefined ? '' : `--${only}`)), optional: 'extra' },
          { title: 'Fix', cells: rows.map((check) => ('fix' in check ? '--fix' : '')), optional: 'extra' },
        ],
        terminal,
      ),
  }
}
