import { compareVersions } from '@cowork-mdm/schema'
import type { Element } from 'hast'
import { firstRelease } from '../../model/first-release.js'
import type { Setting } from '../../model/template-model.js'
import { bilingual } from './bilingual.js'
import { h } from 'hastscript'

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
    h(
      'li',
      {},
      h(
        'button',
        { type: 'button', dataRelease: release, ariaPressed: 'false' },
        h(
          'span',
          { className: ['squares'], ariaHidden: 'true' },
          group.map(({ key }) =>
            h('i', { title: key.name, ...(key.provenance.kind === 'bundle' ? {} : { className: ['docs'] }) }),
          ),
        ),
        h('span', { className: ['version'], ariaHidden: 'true' }, release === UNKNOWN_RELEASE ? '?' : release),
        h(
          'span',
          { className: ['hidden'] },
          bilingual((words) =>
            words.page.releaseOf(release === UNKNOWN_RELEASE ? words.page.unknownRelease : release, group.length),
          ),
        ),
      ),
    ),
  )
  return h(
    'section',
    { className: ['releases'], ariaLabelledBy: ['releases-title'] },
    h(
      'h2',
      { id: 'releases-title' },
      bilingual((words) => words.page.releases),
    ),
    h(
      'p',
      {},
      bilingual((words) => words.page.releasesHint),
    ),
    h('ol', { className: ['chart'] }, columns),
    h(
      'p',
      { className: ['legend'] },
      h(
        'span',
        {},
        h('i', {}),
        bilingual((words) => words.page.legend.app),
      ),
      h(
        'span',
        {},
        h('i', { className: ['docs'] }),
        bilingual((words) => words.page.legend.documentation),
      ),
    ),
  )
}
