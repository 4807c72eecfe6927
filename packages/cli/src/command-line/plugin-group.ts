import { defineCommand, type CommandGroup } from './command-table.js'
import { MACHINE, STORE, YES } from './shared-options.js'

const PLACES = { clones: STORE.clones, 'org-plugins': STORE['org-plugins'], ...MACHINE } as const

const NAME = { name: 'name', summary: 'name of a plugin in org-plugins' } as const

export const pluginGroup: CommandGroup = {
  name: 'plugin',
  summary: 'Plugins where the app looks: list, examine, take away',
  commands: [
    defineCommand({
      name: 'list',
      summary: 'List the plugins in org-plugins',
      details: [
        'Where each comes from, whether it is well, and how many users have turned it on or off. Where the app keeps what users ' +
          'choose is not documented, and may change; users who have chosen nothing do not count.',
        'Exit code 1 where a plugin is not well.',
      ],
      positionals: [],
      options: PLACES,
      examples: [{ command: 'plugin list', summary: 'Everything that the app finds there' }],
      run: async (input) => (await import('../plugin/list-command.js')).listCommand(input),
    }),
    defineCommand({
      name: 'show',
      summary: 'Show one plugin, and everything that is wrong with it',
      details: ['Its content is compared with what was installed. Exit code 1 where it is not well.'],
      positionals: [NAME],
      options: PLACES,
      examples: [{ command: 'plugin show release-notes', summary: 'Origin, version, health, users' }],
      run: async (input) => (await import('../plugin/show-command.js')).showCommand(input),
    }),
    defineCommand({
      name: 'unlink',
      summary: 'Take a plugin from where the app looks',
      details: [
        'A plugin of a marketplace stays away when the marketplace is updated. A folder that this tool did not make is never ' +
          'touched.',
      ],
      positionals: [NAME],
      options: {
        undo: { type: 'boolean', summary: 'Bring a plugin of a marketplace back' },
        copy: STORE.copy,
        ...PLACES,
      },
      examples: [{ command: 'plugin unlink release-notes', summary: 'For everybody on this machine' }],
      run: async (input) => (await import('../plugin/unlink-command.js')).unlinkCommand(input),
    }),
    defineCommand({
      name: 'prune',
      summary: 'Remove links to nothing, and what killed runs have left',
      details: ['Only what this tool or its predecessor has made. Without --yes nothing is changed.'],
      positionals: [],
      options: { yes: YES, ...PLACES },
      examples: [
        { command: 'plugin prune', summary: 'What would be removed' },
        { command: 'plugin prune --yes', summary: 'Remove it' },
      ],
      run: async (input) => (await import('../plugin/prune-command.js')).pruneCommand(input),
    }),
  ],
}
