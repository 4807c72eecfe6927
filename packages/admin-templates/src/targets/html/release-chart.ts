import { compareVersions } from '@cowork-mdm/schema'
import type { Element } from 'hast'
import { firstRelease } from '../../model/first-release.js'
import type { Setting } from '../../model/template-model.js'
import { bilingual } from './bilingual.js'
import { element } from './element.js'

/** Stands for settings of which nobody says what release came first. */
export const UNKNOWN_RELEASE = 'unknown'

export function releaseOf({ key }: Setting): string {
  return firstRelease(key.availability) ?? UNKNOWN_RELEASE
}

/** Settings by the release that was the first to read them, oldest first; unknown ones last. */
export function byRelease(settings: readonly Setting[]): [release: string, settings: Setting[]][] {
  const groups = new Map<string, Setting[]>()
  for (const setting of settings) {
    const release = releaseOf(setting)
    groups.set(release, [...(groups.get(release) ?? []), setting])
  }
  return [...groups].sort(([left], [right]) => {
    if (left === UNKNOWN_RELEASE || right === UNKNOWN_RELEASE) return left === UNKNOWN_RELEASE ? 1 : -1
    return compareVersions(left, right)
  })
}

/** The drawing: a column for each release, a square for each setting. Each column is a button that filters the list. */
export function releaseChart(settings: readonly Setting[]): Element {
  const columns = byRelease(settings).map(([release, group]) =>
    element(
      'li',
      {},
      element(
        'button',
        { type: 'button', dataRelease: release, ariaPressed: 'false' },
        element(
          'span',
          { className: ['squares'], ariaHidden: 'true' },
          group.map(({ key }) =>
            element('i', { title: key.name, ...(key.provenance.kind === 'bundle' ? {} : { className: ['docs'] }) }),
          ),
        ),
        element('span', { className: ['version'], ariaHidden: 'true' }, release === UNKNOWN_RELEASE ? '?' : release),
        element(
          'span',
          { className: ['hidden'] },
          bilingual((words) =>
            words.page.releaseOf(release === UNKNOWN_RELEASE ? words.page.unknownRelease : release, group.length),
          ),
        ),
      ),
    ),
  )
  return element(
    'section',
    { className: ['releases'], ariaLabelledBy: ['releases-title'] },
    element(
      'h2',
      { id: 'releases-title' },
      bilingual((words) => words.page.releases),
    ),
    element(
      'p',
      {},
      bilingual((words) => words.page.releasesHint),
    ),
    element('ol', { className: ['chart'] }, columns),
    element(
      'p',
      { className: ['legend'] },
      element(
        'span',
        {},
        element('i', {}),
        bilingual((words) => words.page.legend.app),
      ),
      element(
        'span',
        {},
        element('i', { className: ['docs'] }),
        bilingual((words) => words.page.legend.documentation),
      ),
    ),
  )
}
