import { expect, test } from 'vitest'
import { widthOf } from '../src/output/measure.js'
import { runCli } from './support/run-cli.js'

/** A machine in a folder, named as it lies from the fixtures here. */
const machine = (name: string) => ['--root', `../../../doctor/fixtures/hosts/${name}`]

const COMMANDS: Record<string, string[]> = {
  help: ['--help'],
  'help-schema': ['schema', '--help'],
  'help-extract': ['schema', 'extract', '--help'],
  'help-list': ['schema', 'list', '--help'],
  'help-show': ['help', 'schema', 'show'],
  'help-diff': ['schema', 'diff', '-h'],
  'help-template': ['schema', 'export', '--help'],
  'help-versions': ['schema', 'versions', '--help'],
  list: ['schema', 'list', '--schema', 'newer.json'],
  'list-language': ['schema', 'list', '--schema', 'prose.json', '--language', 'zh'],
  'list-since': ['schema', 'list', '--schema', 'newer.json', '--since', '1.15000.0', '--provenance', 'app'],
  'list-prose': ['schema', 'list', '--schema', 'prose.json'],
  'list-filtered': ['schema', 'list', '--schema', 'newer.json', '--scope', '3p', '--since', '1.4000.0'],
  'list-none': ['schema', 'list', '--schema', 'newer.json', '--scope', '3p-bootstrap', '--provider', 'bedrock'],
  'list-json': ['schema', 'list', '--schema', 'newer.json', '--provider', 'bedrock', '--json'],
  'show-tree': ['schema', 'show', 'sampleServers', '--schema', 'newer.json'],
  'show-plain': ['schema', 'show', 'sampleRetentionDays', '--schema', 'newer.json'],
  'show-enum': ['schema', 'show', 'sampleProvider', '--schema', 'newer.json'],
  'show-former-name': ['schema', 'show', 'sampleOldBannerText', '--schema', 'newer.json'],
  'show-documented': ['schema', 'show', 'sampleDocumentedOnly', '--schema', 'newer.json'],
  'show-unresolved': ['schema', 'show', 'sampleExperiment', '--schema', 'newer.json'],
  'show-wide-characters': ['schema', 'show', 'sampleChinese', '--schema', 'prose.json'],
  'show-control-characters': ['schema', 'show', 'sampleHostile', '--schema', 'prose.json'],
  'show-json': ['schema', 'show', 'sampleOldBannerText', '--schema', 'newer.json', '--json'],
  diff: ['schema', 'diff', 'older.json', 'newer.json'],
  'diff-none': ['schema', 'diff', 'newer.json', 'newer.json', '--exit-code'],
  'diff-exit-code': ['schema', 'diff', 'newer.json', 'older.json', '--exit-code'],
  'diff-markdown': ['schema', 'diff', 'older.json', 'newer.json', '--markdown'],
  'template-text': ['schema', 'export', '--to', 'typescript', '--schema', 'newer.json', '--provider', 'bedrock'],
  'template-json': ['schema', 'export', '--to', 'jamf', '--schema', 'newer.json', '--lang', 'zh', '--json'],
  'template-no-target': ['schema', 'export'],
  'template-no-folder': ['schema', 'export', '--to', 'admx', '--schema', 'newer.json'],
  'template-none': ['schema', 'export', '--to', 'admx', '--schema', 'newer.json', '--app-version', '1.1.0'],
  'template-provider': ['schema', 'export', '--to', 'jamf', '--schema', 'newer.json', '--provider', 'bedrok'],
  'template-number': ['schema', 'export', '--to', 'profile-manifest', '--manifest-version', '1.5'],
  'diff-json': ['schema', 'diff', 'older.json', 'newer.json', '--json'],
  'help-profile': ['profile', '--help'],
  'help-new': ['profile', 'new', '--help'],
  'help-show-template': ['profile', 'show-template', '--help'],
  'help-validate': ['profile', 'validate', '--help'],
  'help-export': ['profile', 'export', '--help'],
  'help-sign': ['profile', 'sign', '--help'],
  'help-apply': ['profile', 'apply', '--help'],
  'help-rollback': ['profile', 'rollback', '--help'],
  templates: ['profile', 'templates'],
  formats: ['profile', 'formats'],
  validate: ['profile', 'validate', 'broken-profile.yaml', 'tabs.yaml', 'team.yaml'],
  'validate-valid': ['profile', 'validate', 'team.yaml'],
  'validate-old-app': ['profile', 'validate', 'team.yaml', '--app-version', '1.2000.0'],
  'validate-json': ['profile', 'validate', 'broken-profile.yaml', 'tabs.yaml', '--json'],
  'help-profile-diff': ['profile', 'diff', '--help'],
  'help-plan': ['profile', 'plan', '--help'],
  'profile-diff': ['profile', 'diff', 'gateway.yaml', 'other.mobileconfig'],
  'profile-diff-json': ['profile', 'diff', 'gateway.yaml', 'other.mobileconfig', '--exit-code', '--json'],
  plan: ['profile', 'plan', 'other.mobileconfig', 'team.yaml', '--app-version', '1.28929.0'],
  'plan-replace': ['profile', 'plan', 'other.mobileconfig', 'another.mobileconfig'],
  'help-doctor': ['doctor', '--help'],
  'doctor-checks': ['doctor', '--list'],
  'doctor-checks-json': ['doctor', '--list', '--platform', 'linux', '--json'],
  doctor: ['doctor', ...machine('linux-file-writable')],
  'doctor-healthy': ['doctor', ...machine('darwin-healthy')],
  'doctor-only': ['doctor', '--only', 'helper-path', '--only', 'plugins-links', ...machine('darwin-plugins-links')],
  'doctor-unknown-check': ['doctor', '--only', 'helper-pat', ...machine('darwin-healthy')],
  'doctor-network': ['doctor', '--network', '--only', 'network-issuer', ...machine('darwin-network-intercepted')],
  'doctor-jamf': ['doctor', '--report', 'jamf-ea', ...machine('linux-junk')],
  'doctor-jamf-failed': ['doctor', '--report', 'jamf-ea', '--root', 'nowhere'],
  'doctor-intune': ['doctor', '--report', 'intune', ...machine('linux-junk')],
  'doctor-json': ['doctor', '--only', 'helper-path', ...machine('darwin-helper-missing'), '--json'],
  'help-lint': ['profile', 'lint', '--help'],
  lint: ['profile', 'lint', 'broken-profile.yaml', 'tabs.yaml', 'team.yaml'],
  'lint-clean': ['profile', 'lint', 'clean.yaml'],
  'lint-explain': ['profile', 'lint', '--explain', 'hive-hidden'],
  'lint-explain-json': ['profile', 'lint', '--explain', 'hive-hidden', '--json'],
  'lint-json': ['profile', 'lint', 'broken-profile.yaml', '--json'],
  'lint-github': ['profile', 'lint', 'broken-profile.yaml', '--format', 'github'],
  'lint-junit': ['profile', 'lint', 'broken-profile.yaml', '--format', 'junit'],
  'lint-dry-run': ['profile', 'lint', 'broken-profile.yaml', '--fix', '--dry-run'],
  'help-marketplace': ['marketplace', '--help'],
  'help-marketplace-add': ['marketplace', 'add', '--help'],
  'help-marketplace-update': ['marketplace', 'update', '--help'],
  'export-json': ['profile', 'export', 'team.yaml', '--format', 'yaml', '--json'],
  'export-yaml': ['profile', 'export', 'team.yaml', '--format', 'yaml'],
  'new-plist': [
    'profile',
    'new',
    '--from',
    'gateway.yaml',
    '--from',
    'team.yaml',
    '--set',
    'inferenceGatewayApiKey=k',
    '--format',
    'plist',
  ],
}

/** Output that is the same for every width. */
const fixed = (name: string) => /^(?:help|template-)|json$|markdown$|plist$|^doctor-(?:jamf|intune)/.test(name)

for (const columns of [80, 160]) {
  const commands = Object.entries(COMMANDS).filter(([name]) => columns === 80 || !fixed(name))
  test.each(commands)(`%s at ${columns} columns`, async (name, args) => {
    const { exitCode, stdout, stderr } = await runCli(args, { columns })
    const shown = `$ cowork-mdm ${args.join(' ')}\n${stdout}--- stderr\n${stderr}--- exit code ${exitCode}\n`
    await expect(shown).toMatchFileSnapshot(`golden/${columns}/${name}.txt`)
    if (!/^template-|json$|markdown$|plist$|^lint-(?:github|junit|dry-run)$|^doctor-(?:jamf|intune)/.test(name))
      expect(widerThan(stdout, columns)).toEqual([])
  })
}

function widerThan(text: string, columns: number): string[] {
  return text.split('\n').filter((line) => widthOf(line) > columns)
}

test('without a terminal and without COLUMNS nothing is cut or wrapped', async () => {
  const { stdout } = await runCli(['schema', 'list', '--schema', 'prose.json'])
  expect(stdout).not.toContain('…')
  expect(stdout).toContain('启动时显示的问候语，向每一位用户显示一次，管理员可以随时更改它的内容，也可以完全关闭它')
})

test('no line of the settings that come with the tool is wider than 80 columns', async () => {
  const { stdout } = await runCli(['schema', 'list'], { columns: 80 })
  expect(widerThan(stdout, 80)).toEqual([])
})
