import { expect, test } from 'vitest'
import { commandLineOf } from '../src/command-line/command-table.js'
import { COMMAND_GROUPS, SINGLE_COMMANDS } from '../src/command-line/commands.js'
import { renderHelp } from '../src/command-line/render-help.js'

const plain = { interactive: false, columns: 80, colours: false }

function shown(words: string, topic: Parameters<typeof renderHelp>[0]): string {
  return `\`\`\`console\n$ ${words} --help\n${renderHelp(topic, plain)}\`\`\`\n`
}

// The page is written by this test when it runs with `--update`.
test('docs/commands.md shows the help of every command', async () => {
  const parts = [
    '# Commands\n',
    'What `--help` prints, for the whole tool, each group and each command. A test compares this page with the command table.\n',
    shown('cowork-mdm', {}),
    ...COMMAND_GROUPS.flatMap((group) => [
      `## ${group.name}\n`,
      shown(`cowork-mdm ${group.name}`, { group }),
      ...group.commands.flatMap((command) => [
        `### ${group.name} ${command.name}\n`,
        shown(commandLineOf({ group, command }), { group, command }),
      ]),
    ]),
    ...SINGLE_COMMANDS.flatMap((command) => [`## ${command.name}\n`, shown(commandLineOf({ command }), { command })]),
  ]
  await expect(parts.join('\n')).toMatchFileSnapshot('../../../docs/commands.md')
})
