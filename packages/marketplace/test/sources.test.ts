import type { Platform } from '@cowork-mdm/machine'
import { describe, expect, test } from 'vitest'
import { parseSource } from '../src/index.js'
import { checkPolicy } from '../src/policy.js'
import { checkMarketplaceName, nameOfSource } from '../src/source/marketplace-name.js'

const rules = { platform: 'linux' as Platform }
const digest = 'a'.repeat(64)
const commit = '0123456789abcdef0123456789abcdef01234567'

function codeOf(work: () => unknown): string {
  try {
    work()
    return 'none'
  } catch (cause) {
    return (cause as { code: string }).code
  }
}

test.each([
  ['https://git.example.com/it/plugins.git', { kind: 'git', url: 'https://git.example.com/it/plugins.git' }],
  ['ssh://git@git.example.com:2222/it/plugins', { kind: 'git', url: 'ssh://git@git.example.com:2222/it/plugins' }],
  ['git@git.example.com:it/plugins.git', { kind: 'git', url: 'ssh://git@git.example.com/it/plugins.git' }],
  ['owner/name', { kind: 'git', url: 'https://github.com/owner/name.git' }],
  ['owner/name.git', { kind: 'git', url: 'https://github.com/owner/name.git' }],
  ['/srv/plugins of IT', { kind: 'folder', path: '/srv/plugins of IT' }],
])('%s is understood', (text, source) => {
  expect(parseSource(text, rules)).toEqual(source)
})

test('archives need a digest, git takes a ref, and what does not belong to a source is refused', () => {
  const archive = 'https://files.example.com/plugins.tar.gz'
  expect(parseSource(archive, { ...rules, sha256: digest.toUpperCase() })).toEqual({
    kind: 'archive',
    url: archive,
    sha256: digest,
  })
  expect(parseSource('owner/name', { ...rules, ref: commit })).toMatchObject({ ref: commit })
  expect(codeOf(() => parseSource(archive, rules))).toBe('bad-digest')
  expect(codeOf(() => parseSource(archive, { ...rules, sha256: 'abc' }))).toBe('bad-digest')
  expect(codeOf(() => parseSource(archive, { ...rules, sha256: digest, ref: 'main' }))).toBe('bad-source')
  expect(codeOf(() => parseSource('owner/name', { ...rules, sha256: digest }))).toBe('bad-source')
  expect(codeOf(() => parseSource('/srv/plugins', { ...rules, ref: 'main' }))).toBe('bad-source')
})

describe('refused before anything is run', () => {
  test.each([
    ['an option', '--upload-pack=touch /tmp/x'],
    ['a short option', '-u'],
    ['the transport ext', 'ext::sh -c "touch /tmp/x"'],
    ['ext behind a user', 'a@ext::sh -c touch'],
    ['a helper of its own', 'helper::https://example.com/x'],
    ['the transport fd', 'fd::17'],
    ['the old git transport', 'git://example.com/x.git'],
    ['ftp', 'ftp://example.com/x.git'],
    ['a host that is an option', 'ssh://-oProxyCommand=touch/x'],
    ['a user that is an option', 'ssh://-oProxyCommand=touch@example.com/x'],
    ['no host', 'https:///x'],
    ['no path', 'https://example.com/'],
    ['a query', 'https://example.com/x.git?token=1'],
    ['a fragment', 'https://example.com/x.git#main'],
    ['a line break', 'https://example.com/x.git\nhelper=evil'],
    ['spaces', ' https://example.com/x.git'],
    ['a relative path', '../plugins'],
    ['nothing', ''],
    ['a share of Windows', '\\\\server\\share'],
  ])('%s', (_, text) => {
    expect(codeOf(() => parseSource(text, { ...rules, allowInsecure: true }))).toBe('bad-source')
  })

  test.each(['http://example.com/x.git', 'file:///srv/x.git'])('%s, unless it is allowed', (text) => {
    expect(codeOf(() => parseSource(text, rules))).toBe('insecure-source')
    expect(parseSource(text, { ...rules, allowInsecure: true })).toMatchObject({ kind: 'git' })
  })

  test.each([
    'https://example.com/x.git?token=s3cret',
    'https://example.com/x.git#s3cret',
    'http://example.com/x.git?token=s3cret',
    'https://ann:s3cret@example.com:99999/x.git',
    'https://ann:a/s3cret@example.com/x.git',
    'ext::https://ann:s3cret@example.com/x.git',
  ])('%s is refused, and what may be secret in it is not shown', (text) => {
    expect(() => parseSource(text, rules)).toThrow(/^(?!.*s3cret).*example\.com/)
  })

  test.each([
    'https://ann:s3cret@example.com/x.git',
    'https://s3cret@example.com/x.git',
    'ssh://ann:s3cret@example.com/x',
  ])('a secret in %s, which is not shown', (text) => {
    expect(() => parseSource(text, rules)).toThrow(
      expect.objectContaining({ code: 'secret-in-source', message: expect.not.stringContaining('s3cret') }),
    )
  })

  test.each([
    '-x',
    '--force',
    'a..b',
    'a b',
    'a^',
    'a~1',
    'a:b',
    '*',
    'a?',
    '[x]',
    'a\\b',
    '@{1}',
    '.a',
    'a/.b',
    'a.lock',
    'a/',
    '/a',
    'a//b',
    '@',
    'a\u0000b',
  ])('the ref %j', (ref) => {
    expect(codeOf(() => parseSource('owner/name', { ...rules, ref }))).toBe('bad-ref')
  })
})

test.each([
  'a/b',
  'a\\b',
  '..',
  'a..b',
  '.hidden',
  '-x',
  'con',
  'NUL.txt',
  'com1',
  'a ',
  'a.',
  'ä',
  '',
  'x'.repeat(65),
  'Marketplaces.Lock.json',
])('the name %j is refused', (name) => {
  expect(codeOf(() => checkMarketplaceName(name))).toBe('bad-name')
})

test('a marketplace is called as its source, unless that is no name', () => {
  expect(nameOfSource(parseSource('https://example.com/it/plugins.git', rules))).toBe('plugins')
  expect(nameOfSource(parseSource('https://example.com/plugins-1.2.tar.gz', { ...rules, sha256: digest }))).toBe(
    'plugins-1.2',
  )
  expect(nameOfSource(parseSource('C:\\srv\\plugins\\', { platform: 'win32' }))).toBe('plugins')
  expect(codeOf(() => nameOfSource(parseSource('https://example.com/it/aux', rules)))).toBe('bad-name')
  expect(codeOf(() => nameOfSource(parseSource('https://example.com/%2e%2e%2fx', rules)))).toBe('bad-name')
})

test('a strict fleet: only pinned sources, only allowed hosts', () => {
  const check = (text: string, options: Parameters<typeof checkPolicy>[1], ref?: string) =>
    codeOf(() => checkPolicy(parseSource(text, { ...rules, ref }), options))
  expect(check('owner/name', { requirePin: true })).toBe('not-pinned')
  expect(check('owner/name', { requirePin: true }, 'v1')).toBe('not-pinned')
  expect(check('owner/name', { requirePin: true }, commit.slice(0, 12))).toBe('not-pinned')
  expect(check('owner/name', { requirePin: true }, commit)).toBe('none')
  expect(check('/srv/plugins', { requirePin: true })).toBe('not-pinned')
  const allowHosts = ['git.example.com', '*.corp.example']
  expect(check('https://git.example.com/x/y', { allowHosts })).toBe('none')
  expect(check('https://GIT.example.com/x/y', { allowHosts })).toBe('none')
  expect(check('ssh://git@a.corp.example/x', { allowHosts })).toBe('none')
  expect(check('https://corp.example/x/y', { allowHosts })).toBe('host-not-allowed')
  expect(check('https://evilcorp.example/x/y', { allowHosts })).toBe('host-not-allowed')
  expect(check('https://git.example.com:8443/x/y', { allowHosts })).toBe('host-not-allowed')
  expect(check('https://git.example.com.evil.example/x', { allowHosts })).toBe('host-not-allowed')
  expect(check('/srv/plugins', { allowHosts })).toBe('host-not-allowed')
  expect(check('owner/name', { allowHosts: [] })).toBe('host-not-allowed')
})
