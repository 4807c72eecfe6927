import { expect, test } from 'vitest'
import { runCli } from './support/run-cli.js'

/** Settings of every kind: a switch, a number, texts, an enumeration, a list, maps, objects, documentation alone. */
const SHOWN = [
  'disableAutoUpdates',
  'autoUpdaterEnforcementHours',
  'inferenceProvider',
  'inferenceGatewayBaseUrl',
  'inferenceCredentialHelper',
  'coworkEgressAllowedHosts',
  'otlpHeaders',
  'inferenceModels',
  'inferenceGatewayOidc',
  'sshHostAllowlist',
]

async function shown(args: string[], columns = 120): Promise<string> {
  const { stdout, exitCode } = await runCli(args, { columns })
  expect(exitCode).toBe(0)
  return `\`\`\`console\n$ npx cowork-mdm ${args.join(' ')}\n${stdout}\`\`\`\n`
}

// The page is written by this test when it runs with `--update`.
test('docs/settings.md shows what the command line prints', { timeout: 60_000 }, async () => {
  const parts = [
    '# Settings on the command line\n',
    'What `schema list` and `schema show` print, in English and in Chinese, in terminals of 160 and 120 columns. A test compares',
    'this page with the command line.\n',
    '## All settings\n',
    await shown(['schema', 'list'], 160),
    '## Ten settings in English\n',
  ]
  for (const name of SHOWN) parts.push(await shown(['schema', 'show', name]))
  parts.push('## 十项设置（中文）\n')
  for (const name of SHOWN) parts.push(await shown(['schema', 'show', name, '--language', 'zh']))
  parts.push('## 全部设置（中文）\n', await shown(['schema', 'list', '--language', 'zh'], 160))
  await expect(parts.join('\n')).toMatchFileSnapshot('../../../docs/settings.md')
})
