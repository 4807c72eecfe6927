import { spawnSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { manPage } from '../man-page.js'
import { commandLineOf, type OptionSpec } from '../src/command-line/command-table.js'
import { everyCommand, GLOBAL_OPTIONS } from '../src/command-line/commands.js'

const page = manPage('1.2.3')

/** What readers have to format a page with: groff on Linux, mandoc on macOS and BSD. */
const READERS = {
  groff: { args: ['-man', '-Tutf8', '-ww', '-P-cbou'], version: '--version' },
  mandoc: { args: ['-Tutf8', '-Wwarning'], version: '-Tlint' },
}

for (const [program, { args, version }] of Object.entries(READERS)) {
  const installed = spawnSync(program, [version], { input: '' }).error === undefined
  describe.skipIf(!installed)(
    `the manual page in ${program}${installed ? '' : ', which is not installed here'}`,
    () => {
      const { stdout, stderr } = spawnSync(program, args, { input: page, encoding: 'utf8' })
      const shown = letters(stdout ?? '')

      test('is formatted without a warning, a missing date aside', () => {
        const warnings = stderr
          .split('\n')
          .filter((line) => line !== '' && !/missing date|see above the output/.test(line))
        expect(warnings).toEqual([])
        expect(shown).toContain(letters('cowork-mdm 1.2.3'))
      })

      test('has every command, option, choice and example as they are typed', () => {
        const wanted = everyCommand().flatMap(({ group, command }) => [
          commandLineOf({ group, command }),
          command.summary,
          ...(command.details ?? []),
          ...Object.entries<OptionSpec>({ ...GLOBAL_OPTIONS, ...command.options }).flatMap(([name, spec]) => [
            `--${name}`,
            spec.summary,
            ...(spec.choices ? [`One of ${spec.choices.join(', ')}.`] : []),
          ]),
          ...command.examples.map((example) => `cowork-mdm ${example.command}`),
        ])
        expect(wanted.filter((text) => !shown.includes(letters(text)))).toEqual([])
      })
    },
  )
}

test('the page is ASCII, so that every reader shows it alike', () => {
  expect(page).toMatch(/^[\n -~]+$/)
})

/** Without spaces and hyphens, where lines are broken, and without what mandoc strikes twice or underlines with a backspace. */
function letters(text: string): string {
  return text.replace(/.[\b]/gu, '').replace(/[\s\u2010-]/gu, '')
}
