import { expect, it } from 'vitest'
import { readLintConfig } from '../src/config/read-lint-config.js'
import { explainRule } from '../src/explain-rule.js'

it('reads levels, target, release and hosts', () => {
  const text =
    'rules:\n  risky-value: error\n  unknown-key: off\ntarget: jamf\nappVersion: 1.28929.0\nallowedHosts: ["*.example.com"]\n'
  expect(readLintConfig(text, 'c.yaml')).toEqual({
    levels: { 'risky-value': 'error', 'unknown-key': 'off' },
    target: 'jamf',
    appVersion: '1.28929.0',
    allowedHosts: ['*.example.com'],
  })
})

it.each(['', '# nothing\n', 'rules:\n'])('takes %j for no configuration', (text) => {
  expect(readLintConfig(text, 'c.yaml')).toEqual({})
})

it.each([
  [
    'rules:\n  risky-valu: error\n',
    'c.yaml:2:3: Expected a rule that there is, found risky-valu.',
    'Did you mean risky-value?',
  ],
  [
    'rules:\n  risky-value: fatal\n',
    'c.yaml:2:16: Expected one of error, warning, info, off as rules.risky-value, found fatal.',
    undefined,
  ],
  [
    'rules:\n  risky-value: warn\n',
    'c.yaml:2:16: Expected one of error, warning, info, off as rules.risky-value, found warn.',
    undefined,
  ],
  ['targets: jamf\n', 'c.yaml:1:1: Expected a field that there is, found targets.', 'Did you mean target?'],
  [
    'target: jam\n',
    'c.yaml:1:9: Expected one of jamf, intune, iru, fleet, workspace-one, apple-business, gpo as target, found jam.',
    'Did you mean jamf?',
  ],
  ['appVersion: 1.2\n', 'c.yaml:1:13: Expected a text as appVersion, found 1.2.', 'Put it in quotes.'],
  [
    'rules: {unknown-key: off, risky-value: }\n',
    'c.yaml:1:40: Expected one of error, warning, info, off as rules.risky-value, found nothing.',
    undefined,
  ],
  [
    'allowedHosts:\n  - https://a.example/\n',
    'c.yaml:2:5: Expected a host, *. and a domain, or * as allowedHosts.0, found https://a.example/.',
    undefined,
  ],
  ['target: jamf\n---\ntarget: gpo\n', 'c.yaml:2:1: Expected one document, found more.', undefined],
  [
    '- a\n',
    'c.yaml:1:1: Expected a map as the configuration, found a list.',
    'A configuration has rules, target, appVersion, allowedHosts.',
  ],
])('%j is refused with its place', (text, message, hint) => {
  let error: unknown
  try {
    readLintConfig(text, 'c.yaml')
  } catch (caught) {
    error = caught
  }
  expect(error).toMatchObject({ name: 'LinterError', code: 'invalid-config', message })
  expect((error as { hint?: string }).hint).toBe(hint)
})

it('broken YAML is refused with its place', () => {
  expect(() => readLintConfig('rules:\n\ta: b\n', 'c.yaml')).toThrow(/^c\.yaml:2:1: /)
})

it('explains a rule, and names the nearest one', () => {
  expect(explainRule('hive-hidden')).toMatchObject({ rule: 'hive-hidden', severity: 'error', group: 'conflicts' })
  expect(() => explainRule('hive-hiden')).toThrow(
    expect.objectContaining({ hint: 'Did you mean hive-hidden?' }) as Error,
  )
})
