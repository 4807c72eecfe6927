import { defineCommand, type CommandGroup } from './command-table.js'
import { MACHINE } from './shared-options.js'

export const pathsGroup: CommandGroup = {
  name: 'paths',
  summary: 'Files, folders and registry keys that matter',
  commands: [
    defineCommand({
      name: 'show',
      summary: 'List every place that the app or this tool reads or writes',
      details: [
        'On a machine (this one, or that of --root) users’ places are named, and it is said whether each is there. --os lists ' +
          'those of a system in general.',
      ],
      positionals: [],
      options: {
        os: {
          type: 'string',
          value: 'SYSTEM',
          choices: ['darwin', 'windows', 'linux'],
          summary: 'Places of this system in general; win32 is windows',
        },
        ...MACHINE,
      },
      examples: [
        { command: 'paths show', summary: 'On this machine' },
        { command: 'paths show --os windows', summary: 'On any machine with Windows' },
      ],
      run: async (input, context) => (await import('../paths/show-command.js')).showCommand(input, context),
    }),
  ],
}
