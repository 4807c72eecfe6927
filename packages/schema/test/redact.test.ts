import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { diffSchemas, latestSchema, loadPinnedSchema, redact, REDACTED } from '../src/index.js'
import { document, setting } from './documents.js'

const schema = document([
  setting('apiKeySetting', { value: { type: 'string' }, redaction: 'drop', legacyNames: ['oldKeySetting'] }),
  setting('presenceSetting', { value: { type: 'array' }, redaction: 'presence' }),
  setting('hashSetting', { value: { type: 'array' }, redaction: 'hash' }),
  setting('hostSetting', { value: { type: 'string' }, redaction: 'hostname' }),
  setting('keptToken', { value: { type: 'string' }, redaction: 'keep' }),
  setting('plainSetting', { value: { type: 'string' } }),
  setting('maxTokensPerWindow', { value: { type: 'integer' } }),
  setting('authTokenSetting', { value: { type: 'string' } }),
  setting('tokenKind', { value: { type: 'string', enum: ['a'] } }),
  setting('serverList', { value: { type: 'array' } }),
])
const redacted = (result: unknown) => redact(result, schema)
const SECRET = 'PLANTED-secret-4711'

describe('settings by name', () => {
  test.each([
    ['apiKeySetting', SECRET, REDACTED],
    ['oldKeySetting', SECRET, REDACTED],
    ['presenceSetting', [{ a: SECRET }], REDACTED],
    ['hashSetting', ['a', 'b'], REDACTED],
    ['authTokenSetting', SECRET, REDACTED],
    ['keptToken', 'a kept text', 'a kept text'],
    ['plainSetting', 'a plain text', 'a plain text'],
    ['maxTokensPerWindow', 5000, 5000],
    ['tokenKind', 'a', 'a'],
    ['apiKeySetting', null, null],
    ['apiKeySetting', '', ''],
  ])('%s: %j shows %j', (name, value, shown) => {
    expect(redacted({ [name]: value })).toEqual({ [name]: shown })
    expect(redacted({ deep: [{ settings: { [name]: value } }] })).toEqual({ deep: [{ settings: { [name]: shown } }] })
    expect(redacted({ [name]: shown })).toEqual({ [name]: shown })
  })

  test.each([
    ['https://gateway.example.com', 'https://gateway.example.com'],
    ['https://gateway.example.com:8443/', 'https://gateway.example.com:8443'],
    ['https://gateway.example.com/tenant-7?key=1', `https://gateway.example.com/${REDACTED}`],
    ['https://u:p@gateway.example.com/', `https://${REDACTED}@gateway.example.com`],
    ['gateway.example.com/tenant', `https://gateway.example.com/${REDACTED}`],
    ['not a url', REDACTED],
    ['', ''],
  ])('of a URL only the host: %j shows %j', (value, shown) => {
    expect(redacted({ hostSetting: value })).toEqual({ hostSetting: shown })
  })
})

describe('records that name a setting', () => {
  test.each(['key', 'setting', 'name'])('%s', (member) => {
    for (const holder of ['value', 'raw', 'decoded', 'effective', 'from', 'to', 'before', 'after', 'old', 'new']) {
      expect(redacted({ [member]: 'apiKeySetting', [holder]: SECRET, line: 3 })).toEqual({
        [member]: 'apiKeySetting',
        [holder]: REDACTED,
        line: 3,
      })
      expect(redacted({ [member]: 'plainSetting', [holder]: 'text' })).toEqual({
        [member]: 'plainSetting',
        [holder]: 'text',
      })
    }
  })

  test('records inside them', () => {
    const record = {
      key: 'oldKeySetting',
      sources: [{ path: '/etc/x', value: SECRET }, { decoded: { value: SECRET } }],
    }
    expect(redacted(record)).toEqual({
      key: 'oldKeySetting',
      sources: [{ path: '/etc/x', value: REDACTED }, { decoded: REDACTED }],
    })
  })

  test('one that names another setting is about that one', () => {
    expect(redacted({ key: 'apiKeySetting', also: [{ key: 'plainSetting', value: 'shown' }] })).toEqual({
      key: 'apiKeySetting',
      also: [{ key: 'plainSetting', value: 'shown' }],
    })
  })

  test('an unknown name that speaks of a secret', () => {
    expect(redacted({ name: 'GITHUB_TOKEN', value: SECRET })).toEqual({ name: 'GITHUB_TOKEN', value: REDACTED })
  })

  test('a misspelt name of a secret setting, here and where it is not known for one', () => {
    const ignored = [{ name: 'apiKySetting', raw: SECRET, suggestion: 'apiKeySetting' }]
    expect(redacted({ ignored, values: [{ name: 'apiKySetting', raw: SECRET }] })).toEqual({
      ignored: [{ name: 'apiKySetting', raw: REDACTED, suggestion: 'apiKeySetting' }],
      values: [{ name: 'apiKySetting', raw: REDACTED }],
    })
  })
})

describe('what is about schemas is shown whole', () => {
  test('settings', async () => {
    const latest = await latestSchema()
    expect(redact(latest, latest)).toEqual(latest)
  })

  test('differences', async () => {
    const [from, to] = await Promise.all([loadPinnedSchema('1.18286.0'), loadPinnedSchema('1.28929.0')])
    const diff = diffSchemas(from, to)
    expect(redact(diff, to)).toEqual(diff)
  })
})

describe('headers and environment variables: the names stay', () => {
  test.each([
    [
      { headers: { Authorization: SECRET, 'X-Count': 7 } },
      { headers: { Authorization: REDACTED, 'X-Count': REDACTED } },
    ],
    [{ env: { HOME_DIR: SECRET } }, { env: { HOME_DIR: REDACTED } }],
    [{ customHeaders: [`X-A: ${SECRET}`, SECRET] }, { customHeaders: [`X-A: ${REDACTED}`, REDACTED] }],
    [{ headers: `X-A=${SECRET},with comma,X-B=2` }, { headers: `X-A=${REDACTED},X-B=${REDACTED}` }],
    [{ headers: [{ name: 'X-A', value: SECRET }] }, { headers: [{ name: 'X-A', value: REDACTED }] }],
    [{ headers: `{"X-A":"${SECRET}"}` }, { headers: `{"X-A":"${REDACTED}"}` }],
    [{ env: { DEBUG: true, EMPTY: '' } }, { env: { DEBUG: true, EMPTY: '' } }],
    [
      { headersHelper: '/usr/bin/helper', envHelperTtlSec: 5 },
      { headersHelper: '/usr/bin/helper', envHelperTtlSec: 5 },
    ],
  ])('%j', (value, shown) => {
    expect(redacted(value)).toEqual(shown)
    expect(redacted({ serverList: [value] })).toEqual({ serverList: [shown] })
  })

  test('inside JSON texts', () => {
    const text = JSON.stringify([{ name: 'a', env: { A: SECRET }, nested: JSON.stringify({ headers: { B: SECRET } }) }])
    const shown = (redacted({ serverList: text }) as { serverList: string }).serverList
    expect(JSON.parse(shown)).toEqual([
      { name: 'a', env: { A: REDACTED }, nested: JSON.stringify({ headers: { B: REDACTED } }) },
    ])
  })

  test('a JSON text without secrets stays as it was written', () => {
    expect(redacted({ serverList: '[ {"a" :1.0} ]' })).toEqual({ serverList: '[ {"a" :1.0} ]' })
  })
})

describe('unknown names that speak of secrets', () => {
  test.each([
    'clientSecret',
    'password',
    'API_KEY',
    'x-api-key',
    'accessToken',
    'bearerToken',
    'Authorization',
    'privateKey',
    'DB_PWD',
  ])('%s', (name) => {
    expect(redacted({ [name]: SECRET })).toEqual({ [name]: REDACTED })
    expect(redacted({ [name]: [SECRET] })).toEqual({ [name]: REDACTED })
    expect(redacted({ [name]: 123456 })).toEqual({ [name]: REDACTED })
  })

  test.each([
    'tokenUrl',
    'credentialKind',
    'credentialKinds',
    'credentialHelper',
    'bearerTokenType',
    'clientSecretHelper',
    'key',
    'oauth',
    'author',
  ])('%s does not', (name) => {
    expect(redacted({ [name]: 'shown as it is' })).toEqual({ [name]: 'shown as it is' })
  })

  test('maps under such a name are looked through', () => {
    expect(redacted({ credentials: [{ kind: 'static', password: SECRET }] })).toEqual({
      credentials: [{ kind: 'static', password: REDACTED }],
    })
  })

  test('a yes or no is no secret', () => {
    expect(redacted({ hasSecret: true })).toEqual({ hasSecret: true })
  })
})

describe('secrets inside texts', () => {
  test.each([
    [`https://user:${SECRET}@git.example.com/x`, `https://${REDACTED}@git.example.com/x`],
    [
      `see ssh://git@a.example.com and http://${SECRET}@b.example.com.`,
      `see ssh://${REDACTED}@a.example.com and http://${REDACTED}@b.example.com.`,
    ],
    ['https://user:p@ss@host/x', `https://${REDACTED}@host/x`],
    ['https://example.com/@scope/name', 'https://example.com/@scope/name'],
    [`https://example.com/?access_token=${SECRET}&page=2`, `https://example.com/?access_token=${REDACTED}&page=2`],
    [`run --api-key="${SECRET} x" --verbose=1`, `run --api-key=${REDACTED} --verbose=1`],
    [`Authorization: Bearer ${SECRET}`, `Authorization: ${REDACTED}`],
    [`sent Bearer ${SECRET} to it`, `sent Bearer ${REDACTED} to it`],
    ['unexpected token: end of file', 'unexpected token: end of file'],
  ])('%j', (text, shown) => {
    expect(redacted({ message: text })).toEqual({ message: shown })
    expect(redacted([text])).toEqual([shown])
    expect(redacted(text)).toBe(shown)
  })

  test('an option and its value in a list', () => {
    expect(redacted({ args: ['run', '--token', SECRET, '--token-kind', 'a', '--secret', '--flag'] })).toEqual({
      args: ['run', '--token', REDACTED, '--token-kind', 'a', '--secret', '--flag'],
    })
  })

  test('quotations of what is hidden elsewhere', () => {
    const password = 'a "quoted" pass-word 1'
    const result = {
      message: `The value ${SECRET} is short, ${JSON.stringify(password)} is not, and ${REDACTED} is none.`,
      settings: { apiKeySetting: SECRET, password },
    }
    expect(redacted(result)).toEqual({
      message: `The value ${REDACTED} is short, "${REDACTED}" is not, and ${REDACTED} is none.`,
      settings: { apiKeySetting: REDACTED, password: REDACTED },
    })
  })

  test('also of what is shown in part', () => {
    const result = { hostSetting: `https://a.example.com/${SECRET}`, message: `found https://a.example.com/${SECRET}` }
    expect(redacted(result)).toEqual({
      hostSetting: `https://a.example.com/${REDACTED}`,
      message: `found ${REDACTED}`,
    })
  })

  test('words, paths and media types that stand in a hidden place stay readable elsewhere', () => {
    const result = {
      message: 'production application/json /opt/tools',
      env: { A: 'production', B: 'application/json', C: '/opt/tools' },
    }
    expect(redacted(result)).toMatchObject({ message: result.message })
  })
})

test('with showSecrets the result is what it was', () => {
  const result = { apiKeySetting: SECRET }
  expect(redact(result, schema, { showSecrets: true })).toBe(result)
})

test('the result itself is not changed', () => {
  const result = { apiKeySetting: SECRET, list: [{ password: SECRET }] }
  const before = structuredClone(result)
  redacted(result)
  expect(result).toEqual(before)
})

test('of real releases, every setting that the app redacts', async () => {
  const latest = await latestSchema()
  const settings = Object.fromEntries(
    latest.keys.filter((key) => key.redaction && key.redaction !== 'keep').map((key) => [key.name, [SECRET]]),
  )
  expect(Object.keys(settings).length).toBeGreaterThan(15)
  expect(JSON.stringify(redact({ settings }, latest))).not.toContain(SECRET)
})

describe('hostile results', () => {
  test('a member called __proto__ stays a member', () => {
    const result = JSON.parse(`{"__proto__":{"password":"${SECRET}"},"constructor":{"a":1}}`) as object
    const shown = redacted(result) as object
    expect(JSON.stringify(shown)).toBe(`{"__proto__":{"password":"${REDACTED}"},"constructor":{"a":1}}`)
    expect(Object.getPrototypeOf(shown)).toBe(Object.prototype)
  })

  test('endless nesting, as a value and as text, does not exhaust the stack', () => {
    const deep = '['.repeat(100_000) + `"${SECRET}"` + ']'.repeat(100_000)
    expect(JSON.stringify(redacted({ a: deep }))).not.toContain(SECRET)
    let value: unknown = SECRET
    for (let level = 0; level < 50_000; level++) value = { value }
    expect(JSON.stringify(redacted({ key: 'plainSetting', value }))).not.toContain(SECRET)
    expect(redacted({ apiKeySetting: value })).toEqual({ apiKeySetting: REDACTED })
  })

  test('long texts take no long time', () => {
    const text = 'https://' + 'a:'.repeat(200_000) + ' ' + 'token=' + 'x'.repeat(200_000) + 'a'.repeat(200_000) + '='
    const started = performance.now()
    redacted({ message: text })
    expect(performance.now() - started).toBeLessThan(2000)
  })
})

test('a secret planted anywhere is nowhere to be seen', () => {
  const secret = fc.stringMatching(/^[a-zA-Z]{4}[0-9]{4}[a-zA-Z0-9_+/-]{4,20}$/)
  const planted = (text: string) =>
    fc.constantFrom<unknown>(
      { apiKeySetting: text },
      { hashSetting: [{ a: text }] },
      { hostSetting: `https://gateway.example.com/${text}` },
      { key: 'oldKeySetting', values: [text] },
      { headers: { a: text } },
      { env: [{ name: 'A', value: text }] },
      { headers: `a=${text}` },
      { customHeaders: [`a: ${text}`] },
      { url: `https://x:${encodeURIComponent(text)}@example.com/` },
      { nested: { client_secret: text } },
      { args: ['--password', text] },
      { note: `--password=${text}` },
    )
  const around = (inner: unknown) =>
    fc.constantFrom<unknown>(
      inner,
      [inner],
      { a: inner },
      { serverList: JSON.stringify([inner]) },
      { key: 'serverList', value: inner },
      { name: 'plainSetting', raw: JSON.stringify({ inner: JSON.stringify([inner]) }) },
    )
  const result = secret.chain((text) =>
    planted(text)
      .chain(around)
      .chain(around)
      .map((value) => ({ text, value })),
  )
  fc.assert(
    fc.property(result, ({ text, value }) => {
      const shown = JSON.stringify(redacted(value))
      expect(shown).not.toContain(text)
      expect(shown).not.toContain(encodeURIComponent(text))
      expect(shown).toContain(REDACTED)
    }),
    { numRuns: 1000 },
  )
})

test.each([
  ['one long word', 'x'],
  ['words with dots', 'a.'],
  ['words with hyphens', 'x-'],
  ['names of headers', 'x-key'],
  ['schemes', 'a://'],
  ['colons', 'cookie:'],
])('a megabyte of %s takes no time', (_, part) => {
  const text = part.repeat(1_000_000 / part.length)
  // Quadratic time would take minutes, and the test's own limit ends it.
  expect(redacted({ note: text })).toBeDefined()
})
