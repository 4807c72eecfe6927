import { createHash } from 'node:crypto'
import type { Element } from 'hast'
import { toHtml } from 'hast-util-to-html'
import type { CheckGroup, Status } from '../check.js'
import { GROUPS, SYSTEMS } from '../groups.js'
import type { CheckResult, Diagnosis } from '../result.js'
import { element } from './element.js'
import style from './page.css?raw'

/** A shape beside the colour, for who cannot tell colours apart, and in print. */
const MARKS: Record<Status, string> = { ok: '✓', warning: '!', error: '✗', skipped: '–' }
const WORDS: Record<Status, string> = { ok: 'fine', warning: 'warning', error: 'error', skipped: 'skipped' }
const VERDICTS = {
  ok: 'Nothing is wrong',
  warning: 'Some things deserve a look',
  error: 'Something is broken',
} as const

/** What was found, as one page without a script: it needs no other file and no network, and its policy forbids both. */
export function htmlReport(diagnosis: Diagnosis, at: Date): string {
  return `${toHtml({ type: 'root', children: [{ type: 'doctype' }, page(diagnosis, at)] })}\n`
}

function page({ platform, app, schema, checks, summary }: Diagnosis, at: Date): Element {
  const system = SYSTEMS[platform]
  const title = `Claude Desktop on ${system}: ${VERDICTS[summary.status].toLowerCase()}`
  const facts: [string, string][] = [
    ['System', system],
    ['App', app ? `${app.version ?? 'unknown version'} at ${app.path}` : 'not found'],
    ['Settings of', schema.appVersion],
    [
      'Examined',
      at
        .toISOString()
        .replace('T', ' ')
        .replace(/\.\d+Z$/, ' UTC'),
    ],
  ]
  const bad = checks.filter(({ status }) => status === 'error' || status === 'warning')
  const ordered = [...bad].sort((left, right) => Number(left.status !== 'error') - Number(right.status !== 'error'))
  const groups = (Object.keys(GROUPS) as CheckGroup[]).filter((group) => checks.some((check) => check.group === group))
  return element(
    'html',
    { lang: 'en' },
    element(
      'head',
      {},
      element('meta', { charSet: 'utf-8' }),
      element('meta', { httpEquiv: ['Content-Security-Policy'], content: policy() }),
      element('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
      element('meta', { name: 'color-scheme', content: 'light dark' }),
      element('title', {}, title),
      element('style', {}, style),
    ),
    element(
      'body',
      {},
      element('a', { className: ['skip'], href: '#all' }, 'Skip to all checks'),
      element(
        'header',
        { className: [summary.status] },
        element('h1', {}, VERDICTS[summary.status]),
        element(
          'dl',
          {},
          facts.map(([name, value]) => element('div', {}, element('dt', {}, name), element('dd', {}, value))),
        ),
        element(
          'ul',
          { className: ['counts'], ariaLabel: 'How many checks ended how' },
          (['error', 'warning', 'ok', 'skipped'] as const).map((status) => count(status, summary[status])),
        ),
      ),
      element(
        'main',
        {},
        bad.length === 0
          ? undefined
          : element(
              'section',
              { ariaLabelledBy: ['do'] },
              element('h2', { id: 'do' }, 'What to do'),
              element('ol', { className: ['todo'] }, ordered.map(finding)),
            ),
        element(
          'section',
          { ariaLabelledBy: ['all'] },
          element('h2', { id: 'all', tabIndex: -1 }, 'All checks'),
          groups.map((group) => groupOf(group, checks)),
        ),
      ),
      element(
        'footer',
        {},
        'Written by cowork-mdm doctor. It holds no secrets and names no values of settings that may be some; it does name files and people.',
      ),
    ),
  )
}

function count(status: Status, number: number): Element {
  return element(
    'li',
    { className: [status] },
    element('b', {}, String(number)),
    ` ${WORDS[status]}${number !== 1 && (status === 'error' || status === 'warning') ? 's' : ''}`,
  )
}

function finding({ id, title, status, message, detail, advice, docsUrl, fixAvailable, fixed }: CheckResult): Element {
  return element(
    'li',
    { className: [status], id: `do-${id}` },
    element('h3', {}, mark(status), ' ', message),
    element('p', { className: ['quiet'] }, 'Should be so: ', title, ' (', element('a', { href: docsUrl }, id), ')'),
    detail.length === 0
      ? undefined
      : element(
          'ul',
          {},
          detail.map((line) => element('li', {}, line)),
        ),
    advice === undefined ? undefined : element('p', { className: ['advice'] }, element('b', {}, 'Next: '), advice),
    fixAvailable
      ? element(
          'p',
          { className: ['quiet'] },
          'Can be mended with ',
          element('code', {}, 'cowork-mdm doctor --fix'),
          '.',
        )
      : undefined,
    fixed?.failure === undefined ? undefined : element('p', {}, element('b', {}, 'Not mended: '), fixed.failure),
  )
}

function groupOf(group: CheckGroup, checks: readonly CheckResult[]): Element {
  const own = checks.filter((check) => check.group === group)
  return element(
    'section',
    { className: ['group'], ariaLabelledBy: [`group-${group}`] },
    element('h3', { id: `group-${group}` }, GROUPS[group]),
    element(
      'ul',
      {},
      own.map(({ id, title, status, message, docsUrl, fixed }) =>
        element(
          'li',
          { className: [status] },
          mark(status),
          element(
            'div',
            {},
            element('a', { href: status === 'error' || status === 'warning' ? `#do-${id}` : docsUrl }, title),
            element('p', {}, message),
            fixed && fixed.deeds.length > 0
              ? element('p', { className: ['quiet'] }, 'Mended: ', fixed.deeds.map(({ did }) => did).join(' '))
              : undefined,
          ),
        ),
      ),
    ),
  )
}

function mark(status: Status): Element {
  return element(
    'span',
    { className: ['mark'] },
    element('span', { ariaHidden: 'true' }, MARKS[status]),
    element('span', { className: ['hidden'] }, `${WORDS[status]}: `),
  )
}

function policy(): string {
  const hash = createHash('sha256').update(style).digest('base64')
  return ["default-src 'none'", `style-src 'sha256-${hash}'`, "base-uri 'none'", "form-action 'none'"].join('; ')
}
