import { defineCommand, type CommandGroup } from './command-table.js'
import { APP_VERSION, LANGUAGE, PROVIDER, REF_MEANING, SCHEMA_REF, SCOPE } from './shared-options.js'

export const schemaGroup: CommandGroup = {
  name: 'schema',
  summary: 'Managed settings of Claude Desktop: names, types, versions',
  commands: [
    defineCommand({
      name: 'extract',
      summary: 'Read the settings schema out of an app',
      details: [
        'PATH is Claude.app, an install folder (Windows, Linux), an installer (.msix, .nupkg, .zip, .deb), an app.asar, an ' +
          'unpacked folder or one .js file. No code of the app is run, and nothing is left behind but FILE.',
      ],
      positionals: [{ name: 'path', summary: 'app to read' }],
      options: {
        out: { type: 'string', value: 'FILE', short: 'o', summary: 'Write the document to FILE instead of stdout' },
        'facts-only': { type: 'boolean', summary: "Leave out titles and descriptions, the app's own text" },
      },
      examples: [
        {
          command: 'schema extract /Applications/Claude.app --out schema.json',
          summary: 'Keep the schema of an app',
        },
        { command: 'schema extract app.asar --facts-only', summary: 'Print it without prose' },
      ],
      run: async (input, context) => (await import('../schema/extract-command.js')).extractCommand(input, context),
    }),
    defineCommand({
      name: 'list',
      summary: 'List settings',
      details: [
        'Filters are combined; one given several times accepts any of its values. --since counts from VERSION on. ' +
          'A scope in parentheses is deprecated.',
        REF_MEANING,
      ],
      positionals: [],
      options: {
        schema: SCHEMA_REF,
        language: LANGUAGE,
        scope: SCOPE,
        provider: PROVIDER,
        category: { type: 'string', value: 'NAME', multiple: true, summary: 'Only of this category' },
        since: { type: 'string', value: 'VERSION', summary: 'Only those that this version or a later one brought' },
        provenance: {
          type: 'string',
          value: 'KIND',
          choices: ['app', 'docs', 'bundle', 'documentation'],
          summary: 'Only known from the app itself, or from documentation',
        },
      },
      examples: [
        { command: 'schema list', summary: 'Every setting known today' },
        { command: 'schema list --provider bedrock --scope 3p', summary: 'Settings for Amazon Bedrock' },
        { command: 'schema list --schema 1.28929.0 --since 1.20000.0 --json', summary: 'What is new, for a script' },
      ],
      run: async (input, context) => (await import('../schema/list-command.js')).listCommand(input, context),
    }),
    defineCommand({
      name: 'show',
      summary: 'Show all that is known of one setting',
      details: ['KEY is the present name of a setting or one of its former names.', REF_MEANING],
      positionals: [{ name: 'key', summary: 'name of a setting', names: 'settings' }],
      options: { schema: SCHEMA_REF, language: LANGUAGE },
      examples: [
        { command: 'schema show coworkEgressAllowedHosts', summary: 'Type, scopes, first version, values' },
        { command: 'schema show managedMcpServers --schema 1.18286.0', summary: 'As one release has it' },
      ],
      run: async (input, context) => (await import('../schema/show-command.js')).showCommand(input, context),
    }),
    defineCommand({
      name: 'diff',
      summary: 'Compare the settings of two releases',
      details: [
        REF_MEANING,
        'Exit codes with --exit-code: 0 no difference, 1 a difference, 2 wrong usage or a REF without a schema, 3 permission ' +
          'denied, 5 the output failed or an internal error. Without it, 0 is success and 1 a REF without a schema or a ' +
          'failed output.',
      ],
      positionals: [
        { name: 'a', summary: 'REF of the older schema', file: true },
        { name: 'b', summary: 'REF of the newer schema', file: true },
      ],
      options: {
        markdown: { type: 'boolean', summary: 'Print Markdown, for a pull request' },
        'exit-code': { type: 'boolean', summary: 'End with exit code 1 where there is a difference' },
      },
      examples: [
        { command: 'schema diff 1.18286.0 1.28929.0', summary: 'What changed between two releases' },
        { command: 'schema diff schema.json /Applications/Claude.app --markdown', summary: 'What an update brings' },
      ],
      run: async (input, context) => (await import('../schema/diff-command.js')).diffCommand(input, context),
    }),
    defineCommand({
      name: 'export',
      summary: 'Write templates for consoles, schemas for editors, a reference',
      details: [
        'admx: Group Policy and Intune. jamf: custom schema for Jamf Pro. profile-manifest: iMazing and ProfileCreator. oma-uri: ' +
          'custom profiles of Intune. json-schema and typescript: editors and programs. markdown and html: people.',
        "Templates for consoles hold what the app's own exporter has: published settings of the 3p scope that are in force on " +
          'their platform. The others hold all settings. Options replace these conditions one by one; --provider keeps ' +
          'settings that belong to no provider.',
        'Without --out a single file goes to stdout.',
        REF_MEANING,
      ],
      positionals: [],
      options: {
        to: {
          type: 'string',
          value: 'TARGET',
          required: true,
          choices: ['admx', 'jamf', 'profile-manifest', 'json-schema', 'typescript', 'oma-uri', 'markdown', 'html'],
          summary: 'What to write',
        },
        out: { type: 'string', value: 'PATH', short: 'o', summary: 'File to write, or folder where there are several' },
        schema: SCHEMA_REF,
        language: LANGUAGE,
        scope: SCOPE,
        platform: {
          type: 'string',
          value: 'NAME',
          multiple: true,
          choices: ['darwin', 'win32', 'linux'],
          summary: 'Only settings that do something on this platform',
        },
        provider: PROVIDER,
        'app-version': APP_VERSION,
        visibility: {
          type: 'string',
          value: 'WHICH',
          choices: ['public', 'all'],
          summary: 'Only settings that the vendor has published, or all',
        },
        status: {
          type: 'string',
          value: 'STATUS',
          multiple: true,
          choices: ['enabled', 'deprecated', 'removed'],
          summary: 'Only settings of this status',
        },
        class: {
          type: 'string',
          value: 'CLASS',
          choices: ['both', 'machine', 'user'],
          summary: 'Class of policies; default: both',
        },
        'manifest-version': {
          type: 'string',
          value: 'N',
          summary: 'Version of the profile manifest: one more than the published one; default: 1',
        },
      },
      examples: [
        { command: 'schema export --to admx --out PolicyDefinitions', summary: 'For Group Policy and Intune' },
        { command: 'schema export --to html --out settings.html', summary: 'A page to search in' },
        { command: 'schema export --to jamf --app-version 1.28929.0', summary: 'What every Mac of a fleet reads' },
      ],
      run: async (input, context) => (await import('../schema/export-command.js')).exportCommand(input, context),
    }),
    defineCommand({
      name: 'versions',
      summary: 'List the releases whose schema comes with cowork-mdm',
      positionals: [],
      options: {},
      examples: [{ command: 'schema versions', summary: 'Versions to use as REF' }],
      run: async () => (await import('../schema/versions-command.js')).versionsCommand(),
    }),
  ],
}
