import { createHash } from 'node:crypto'
import type { Element } from 'hast'
import { toHtml } from 'hast-util-to-html'
import type { CheckGroup, Status } from '../check.js'
import { GROUPS, SYSTEMS } from '../groups.js'
import type { CheckResult, Diagnosis } from '../result.js'
import { h } from 'hastscript'
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
  return h(
    'html',
    { lang: 'en' },
    h(
      'head',
      {},
      h('meta', { charSet: 'utf-8' }),
      h('meta', { httpEquiv: ['Content-Security-Policy'], content: policy() }),
      h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
      h('meta', { name: 'color-scheme', content: 'light dark' }),
      h('title', {}, title),
      h('style', {}, style),
    ),
    h(
      'body',
      {},
      h('a', { className: ['skip'], href: '#all' }, 'Skip to all checks'),
      h(
        'header',
        { className: [summary.status] },
        h('h1', {}, VERDICTS[summary.status]),
        h(
          'dl',
          {},
          facts.map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, value))),
        ),
        h(
          'ul',
          { className: ['counts'], ariaLabel: 'How many checks ended how' },
          (['error', 'warning', 'ok', 'skipped'] as const).map((status) => count(status, summary[status])),
        ),
      ),
      h(
        'main',
        {},
        bad.length === 0
          ? undefined
          : h(
              'section',
              { ariaLabelledBy: ['do'] },
              h('h2', { id: 'do' }, 'What to do'),
              h('ol', { className: ['todo'] }, ordered.map(finding)),
            ),
        h(
          'section',
          { ariaLabelledBy: ['all'] },
          h('h2', { id: 'all', tabIndex: -1 }, 'All checks'),
          groups.map((group) => groupOf(group, checks)),
        ),
      ),
      h(
        'footer',
        {},
        'Written by cowork-mdm doctor. It holds no secrets and names no values of settings that may be some; it does name files and people.',
      ),
    ),
  )
}

function count(status: Status, number: number): Element {
  return h(
    'li',
    { className: [status] },
    h('b', {}, String(number)),
    ` ${WORDS[status]}${number !== 1 && (status === 'error' || status === 'warning') ? 's' : ''}`,
  )
}

function finding({ id, title, status, message, detail, advice, docsUrl, fixAvailable, fixed }: CheckResult): Element {
  return h(
    'li',
    { className: [status], id: `do-${id}` },
    h('h3', {}, mark(status), ' ', message),
    h('p', { className: ['quiet'] }, 'Should be so: ', title, ' (', h('a', { href: docsUrl }, id), ')'),
    detail.length === 0
      ? undefined
      : h(
          'ul',
          {},
          detail.map((line) => h('li', {}, line)),
        ),
    advice === undefined ? undefined : h('p', { className: ['advice'] }, h('b', {}, 'Next: '), advice),
    fixAvailable
      ? h('p', { className: ['quiet'] }, 'Can be mended with ', h('code', {}, 'cowork-mdm doctor --fix'), '.')
      : undefined,
    fixed?.failure === undefined ? undefined : h('p', {}, h('b', {}, 'Not mended: '), fixed.failure),
  )
}

function groupOf(group: CheckGroup, checks: readonly CheckResult[]): Element {
  const own = checks.filter((check) => check.group === group)
  return h(
    'section',
    { className: ['group'], ariaLabelledBy: [`group-${group}`] },
    h('h3', { id: `group-${group}` }, GROUPS[group]),
    h(
      'ul',
      {},
      own.map(({ id, title, status, message, docsUrl, fixed }) =>
        h(
          'li',
          { className: [status] },
          mark(status),
          h(
            'div',
            {},
            h('a', { href: status === 'error' || status === 'warning' ? `#do-${id}` : docsUrl }, title),
            h('p', {}, message),
            fixed && fixed.deeds.length > 0
              ? h('p', { className: ['quiet'] }, 'Mended: ', fixed.deeds.map(({ did }) => did).join(' '))
              : undefined,
          ),
        ),
      ),
    ),
  )
}

function mark(status: Status): Element {
  return h(
    'span',
    { className: ['mark'] },
    h('span', { ariaHidden: 'true' }, MARKS[status]),
    h('span', { className: ['hidden'] }, `${WORDS[status]}: `),
  )
}

function policy(): string {
  const hash = createHash('sha256').update(style).digest('base64')
  return ["default-src 'none'", `style-src 'sha256-${hash}'`, "base-uri 'none'", "form-action 'none'"].join('; ')
}
