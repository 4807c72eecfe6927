import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { everyCommand, GLOBAL_OPTIONS } from '../../src/command-line/commands.js'
import { wordsOf, type OptionSpecs } from '../../src/command-line/command-table.js'
import { completionCommand } from '../../src/completion/completion-command.js'
import {
  completeInBash,
  completeInFish,
  completeInPowerShell,
  completeInZsh,
  has,
} from '../support/complete-in-shell.js'

const scriptOf = async (shell: 'bash' | 'zsh' | 'fish' | 'powershell') =>
  ((await completionCommand({ shell })).json as { script: string }).script

/** A folder to complete in. */
let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cowork-mdm-completion-cwd-'))
  mkdirSync(join(folder, 'profiles'))
  writeFileSync(join(folder, 'gateway.yaml'), '')
  writeFileSync(join(folder, 'with space.yaml'), '')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const files = ['gateway.yaml', 'profiles', 'with space.yaml']

/** A line up to the cursor, and all that is offered for its last word. */
const CASES: Record<string, string[]> = {
  'cowork-mdm sch': ['schema'],
  'cowork-mdm comp': ['completion'],
  'cowork-mdm nonsense ': [],
  'cowork-mdm schema ex': ['export', 'extract'],
  'cowork-mdm completion ': ['bash', 'fish', 'powershell', 'zsh'],
  'cowork-mdm completion bash ': [],
  'cowork-mdm --json schema ve': ['versions'],
  'cowork-mdm schema list --scope ': ['1p', '3p', '3p-bootstrap'],
  'cowork-mdm schema list --scope=3p': ['3p', '3p-bootstrap'],
  'cowork-mdm profile new --scope ': ['System', 'User'],
  'cowork-mdm schema list --lang ': ['en', 'zh'],
  'cowork-mdm schema list --language z': ['zh'],
  'cowork-mdm schema list --scope 3p --prov': ['--provenance', '--provider'],
  'cowork-mdm schema list --since ': [],
  'cowork-mdm schema show coworkEg': ['coworkEgressAllowedHosts'],
  'cowork-mdm profile status --key=coworkEg': ['coworkEgressAllowedHosts'],
  'cowork-mdm profile export --format intune': ['intune-preference', 'intune-remediation'],
  'cowork-mdm profile new -t bedrock': ['bedrock-basic', 'bedrock-sso'],
  'cowork-mdm profile show-template vertex': ['vertex', 'vertex-workforce'],
  'cowork-mdm profile lint --explain hive-h': ['hive-hidden'],
  'cowork-mdm doctor --only helper-': ['helper-access', 'helper-path', 'helper-run'],
  'cowork-mdm schema extract ': files,
  'cowork-mdm schema extract app.asar ': [],
  'cowork-mdm schema extract --out gat': ['gateway.yaml'],
  'cowork-mdm schema extract --out=gat': ['gateway.yaml'],
  'cowork-mdm schema extract -o gat': ['gateway.yaml'],
  'cowork-mdm schema diff --markdown a b': [],
  'cowork-mdm profile plan a ': files,
  'cowork-mdm profile lint a b c ': files,
  'cowork-mdm profile lint -- g': ['gateway.yaml'],
}

const flagsOf = (options: OptionSpecs) =>
  Object.entries(options).flatMap(([name, { short, alias }]) => [
    `--${name}`,
    ...(short ? [`-${short}`] : []),
    ...(alias ? [`--${alias}`] : []),
  ])
const everyFlag = everyCommand().map((place): [string, string[]] => [
  `cowork-mdm ${wordsOf(place).join(' ')} -`,
  flagsOf({ ...GLOBAL_OPTIONS, ...place.command.options }).sort(),
])

const SHELLS = {
  bash: { program: 'bash', complete: completeInBash },
  zsh: { program: 'zsh', complete: completeInZsh },
  fish: { program: 'fish', complete: completeInFish },
  powershell: { program: 'pwsh', complete: completeInPowerShell },
} as const

for (const shell of Object.keys(SHELLS) as (keyof typeof SHELLS)[]) {
  const { program, complete } = SHELLS[shell]
  // The shells that Git brings to Windows have paths of their own.
  const installed = has(program) && (process.platform !== 'win32' || shell === 'powershell')
  const offered = async (lines: string[]) => Object.fromEntries(complete(await scriptOf(shell), lines, folder))
  describe.skipIf(!installed)(`completion in ${shell}${installed ? '' : `, without ${program} here`}`, () => {
    test('words, options, choices, names and files', async () => {
      // PowerShell completes files by itself, wherever it is told nothing.
      const cases = Object.entries(CASES).filter(
        ([, words]) => shell !== 'powershell' || (words.length > 0 && !words.includes('gateway.yaml')),
      )
      expect(await offered(cases.map(([line]) => line))).toEqual(Object.fromEntries(cases))
    })

    test('every option of every command, with short forms and other names', async () => {
      expect(await offered(everyFlag.map(([line]) => line))).toEqual(Object.fromEntries(everyFlag))
    })
  })
}
