import { defineCommand, type CommandGroup } from './command-table.js'

export const skillGroup: CommandGroup = {
  name: 'skill',
  summary: 'Skills for the app: pack them as a plugin',
  commands: [
    defineCommand({
      name: 'pack',
      summary: 'Make a plugin of a folder of skills',
      details: [
        'DIR holds skills, each a folder with a SKILL.md, at its top or in its folder "skills". All are checked before ' +
          'anything is written; the same skills give the same bytes.',
        'The app passes over bare skills in org-plugins: it takes plugins. What is made can lie there, or in the folder ' +
          '"plugins" of a marketplace.',
      ],
      positionals: [{ name: 'dir', summary: 'folder of skills' }],
      options: {
        name: { type: 'string', value: 'NAME', required: true, summary: 'Name of the plugin: team-skills' },
        out: { type: 'string', value: 'DIR', short: 'o', required: true, summary: 'Folder of the plugin' },
        version: {
          type: 'string',
          value: 'VERSION',
          ownMeaning: true,
          summary: 'Version of the plugin; default: 0.1.0',
        },
        description: { type: 'string', value: 'TEXT', summary: 'What the plugin is for' },
        author: { type: 'string', value: 'NAME', summary: 'Who keeps it' },
        'author-email': { type: 'string', value: 'ADDRESS', summary: 'Where to reach them' },
        force: { type: 'boolean', summary: 'Replace a plugin that this command has made' },
      },
      examples: [
        { command: 'skill pack skills --name team-skills --out dist/team-skills', summary: 'A plugin of all skills' },
      ],
      run: async (input, context) => (await import('../skill/pack-command.js')).packCommand(input, context),
    }),
  ],
}
