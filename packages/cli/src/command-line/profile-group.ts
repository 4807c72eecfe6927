import { defineCommand, type CommandGroup } from './command-table.js'
import { APP_VERSION, ENCODING, MACHINE, SCHEMA_REF } from './shared-options.js'

const INPUT =
  'FILE is YAML, a configuration profile (signed or not), a property list (XML or binary), a registry file, JSON or a script ' +
  'of this tool; what it is shows in its content. - is stdin.'

/** How managed settings are changed, and whose. */
const CHANGING = {
  'dry-run': { type: 'boolean', summary: 'Show what would change, and change nothing' },
  scope: {
    type: 'string',
    value: 'SCOPE',
    choices: ['device', 'user'],
    summary: 'Settings of the machine or of one user; default: device',
  },
  user: { type: 'string', value: 'NAME', summary: 'The user; default: who runs this' },
} as const

export const profileGroup: CommandGroup = {
  name: 'profile',
  summary: 'Profiles of managed settings: write, check, compare, deliver',
  commands: [
    defineCommand({
      name: 'templates',
      summary: 'List the templates that a profile can start from',
      positionals: [],
      options: {},
      examples: [{ command: 'profile templates', summary: 'Names and what they are for' }],
      run: async () => (await import('../profile/templates-command.js')).templatesCommand(),
    }),
    defineCommand({
      name: 'show-template',
      summary: 'Print a template as it was written, with its comments',
      positionals: [{ name: 'name', summary: 'name of a template', names: 'templates' }],
      options: { out: ENCODING.out },
      details: ['Fill in every REPLACE_* slot, then write the profile with "profile new --from FILE".'],
      examples: [{ command: 'profile show-template gateway --out gateway.yaml', summary: 'A file to fill in' }],
      run: async (input, context) =>
        (await import('../profile/show-template-command.js')).showTemplateCommand(input, context),
    }),
    defineCommand({
      name: 'new',
      summary: 'Write a profile in a delivery format',
      details: [
        'Without --out a single file goes to stdout. The ending of --out chooses the format where --format is absent; without ' +
          'both it is a configuration profile.',
        'Several --from files are layers: a later one wins, and null unsets.',
      ],
      positionals: [],
      options: {
        template: {
          type: 'string',
          value: 'NAME',
          short: 't',
          names: 'templates',
          summary: 'Start from a template; see "profile templates"',
        },
        from: { type: 'string', value: 'FILE', multiple: true, summary: 'Start from a file of any format' },
        ...ENCODING,
        schema: SCHEMA_REF,
      },
      examples: [
        { command: 'profile new --from gateway.yaml --out gateway.mobileconfig', summary: 'For a Mac fleet' },
        { command: 'profile new --from gateway.yaml --format reg --out gateway.reg', summary: 'For Windows' },
      ],
      run: async (input, context) => (await import('../profile/new-command.js')).newCommand(input, context),
    }),
    defineCommand({
      name: 'validate',
      summary: 'Check files against the schema',
      details: [INPUT, 'Exit code 1 where a file has an error. Warnings count as errors with --strict.'],
      positionals: [{ name: 'file', summary: 'files to check', rest: true }],
      options: {
        'app-version': APP_VERSION,
        strict: { type: 'boolean', summary: 'Warnings are errors' },
        schema: SCHEMA_REF,
      },
      examples: [
        { command: 'profile validate gateway.yaml', summary: 'Names, types, allowed values' },
        { command: 'profile validate *.mobileconfig --app-version 1.28929.0', summary: 'For a fleet on that release' },
      ],
      run: async (input, context) => (await import('../profile/validate-command.js')).validateCommand(input, context),
    }),
    defineCommand({
      name: 'diff',
      summary: 'Compare two files, setting by setting',
      details: [INPUT, 'Secrets are not shown, but a change of one is.'],
      positionals: [
        { name: 'a', summary: 'file to compare', file: true },
        { name: 'b', summary: 'file to compare it with', file: true },
      ],
      options: {
        'exit-code': { type: 'boolean', summary: 'End with exit code 1 where there is a difference' },
        schema: SCHEMA_REF,
      },
      examples: [{ command: 'profile diff deployed.mobileconfig gateway.yaml', summary: 'What is not deployed yet' }],
      run: async (input, context) => (await import('../profile/diff-command.js')).diffCommand(input, context),
    }),
    defineCommand({
      name: 'plan',
      summary: 'Tell what replacing one file by another does on devices',
      details: [
        INPUT,
        'Exit code 1 where devices lose settings, for good or for a time: the profile is replaced instead of updated, its scope ' +
          'or hive changes.',
      ],
      positionals: [
        { name: 'old', summary: 'what is deployed', file: true },
        { name: 'new', summary: 'what is to be deployed', file: true },
      ],
      options: { 'app-version': APP_VERSION, schema: SCHEMA_REF },
      examples: [{ command: 'profile plan deployed.mobileconfig new.mobileconfig', summary: 'Before it ships' }],
      run: async (input, context) => (await import('../profile/plan-command.js')).planCommand(input, context),
    }),
    defineCommand({
      name: 'lint',
      summary: 'Find what is broken, risky or in conflict before it ships',
      details: [
        INPUT,
        'FILE may be a folder or a pattern such as "profiles/**/*.yaml", too. Files that are linted together are taken ' +
          'for what reaches one machine. cowork-mdm.lint.yaml in the current folder is read, if there is one.',
        'Exit code 1 where there is an error, a placeholder that nobody filled in, or more warnings than allowed.',
      ],
      positionals: [{ name: 'file', summary: 'files, folders or patterns', rest: true, optional: true }],
      options: {
        target: {
          type: 'string',
          value: 'CONSOLE',
          choices: ['jamf', 'intune', 'iru', 'fleet', 'workspace-one', 'apple-business', 'gpo'],
          summary: 'Console that delivers the files',
        },
        'app-version': APP_VERSION,
        baseline: { type: 'string', value: 'FILE', multiple: true, summary: 'What is deployed, to compare identities' },
        config: { type: 'string', value: 'FILE', summary: 'Configuration; default: cowork-mdm.lint.yaml' },
        fix: { type: 'boolean', summary: 'Mend what can be mended safely' },
        'dry-run': { type: 'boolean', summary: 'Show what --fix would change, and change nothing' },
        'max-warnings': { type: 'string', value: 'N', summary: 'Fail where there are more warnings' },
        format: {
          type: 'string',
          value: 'FORMAT',
          short: 'f',
          choices: ['pretty', 'json', 'sarif', 'github', 'junit'],
          summary: 'How findings are written; default: pretty',
        },
        explain: {
          type: 'string',
          value: 'RULE',
          names: 'rules',
          summary: 'Tell what a rule is about, and lint nothing',
        },
        schema: SCHEMA_REF,
      },
      examples: [
        { command: 'profile lint gateway.yaml', summary: 'One profile' },
        {
          command: 'profile lint dist --target jamf --baseline deployed.mobileconfig',
          summary: 'What goes to a console',
        },
        { command: 'profile lint profiles --format sarif', summary: 'For code scanning' },
        { command: 'profile lint --explain hive-hidden', summary: 'Why, and what to do' },
      ],
      run: async (input, context) => (await import('../profile/lint/lint-command.js')).lintCommand(input, context),
    }),
    defineCommand({
      name: 'export',
      summary: 'Turn a file of any format into another format',
      details: [INPUT],
      positionals: [{ name: 'file', summary: 'file to read' }],
      options: { ...ENCODING, schema: SCHEMA_REF },
      examples: [
        { command: 'profile export gateway.yaml --format reg --out gateway.reg', summary: 'A registry file' },
        { command: 'profile export deployed.mobileconfig --format yaml', summary: 'Read back what is deployed' },
      ],
      run: async (input, context) => (await import('../profile/export-command.js')).exportCommand(input, context),
    }),
    defineCommand({
      name: 'sign',
      summary: 'Sign a configuration profile',
      details: [
        'Certificate and key are PEM, DER or one PKCS#12 file. A passphrase is read from a variable of the environment, never ' +
          'from the command line, which others can see.',
      ],
      positionals: [{ name: 'file', summary: 'profile to sign' }],
      options: {
        certificate: { type: 'string', value: 'FILE', summary: "The signer's certificate, or a PKCS#12 file" },
        key: { type: 'string', value: 'FILE', summary: 'Its private key' },
        chain: { type: 'string', value: 'FILE', summary: 'Certificates between the signer and the root' },
        'passphrase-env': { type: 'string', value: 'NAME', summary: 'Variable that holds the passphrase' },
        out: ENCODING.out,
      },
      examples: [
        {
          command: 'profile sign a.mobileconfig --certificate it.p12 -o b.mobileconfig',
          summary: 'With a PKCS#12 file',
        },
      ],
      run: async (input, context) => (await import('../profile/sign-command.js')).signCommand(input, context),
    }),
    defineCommand({
      name: 'apply',
      summary: 'Make a profile the managed settings of this machine',
      details: [
        INPUT,
        'Settings that are there and not in FILE are removed. What was there is backed up first.',
        'For one machine: a fleet gets its profiles from device management.',
      ],
      positionals: [{ name: 'file', summary: 'file to apply' }],
      options: {
        ...CHANGING,
        'allow-env': ENCODING['allow-env'],
        values: ENCODING.values,
        'drop-empty': ENCODING['drop-empty'],
        'allow-unknown': ENCODING['allow-unknown'],
        'app-version': APP_VERSION,
        ...MACHINE,
        schema: SCHEMA_REF,
      },
      examples: [{ command: 'profile apply gateway.yaml --dry-run', summary: 'What would change, key by key' }],
      run: async (input, context) => (await import('../profile/apply/apply-command.js')).applyCommand(input, context),
    }),
    defineCommand({
      name: 'rollback',
      summary: 'Go back to the managed settings before a change',
      details: ['Without --to: to the newest backup that is not there already. Rolling back once more returns.'],
      positionals: [],
      options: {
        to: { type: 'string', value: 'ID', summary: 'Number of a backup; see --list' },
        list: { type: 'boolean', summary: 'List the backups, and change nothing' },
        ...CHANGING,
        ...MACHINE,
        schema: SCHEMA_REF,
      },
      examples: [
        { command: 'profile rollback', summary: 'Undo the last change' },
        { command: 'profile rollback --list', summary: 'What there is to go back to' },
      ],
      run: async (input, context) =>
        (await import('../profile/apply/rollback-command.js')).rollbackCommand(input, context),
    }),
    defineCommand({
      name: 'formats',
      summary: 'List the delivery formats',
      positionals: [],
      options: {},
      examples: [{ command: 'profile formats', summary: 'Names for --format, and endings that stand for them' }],
      run: async () => (await import('../profile/formats-command.js')).formatsCommand(),
    }),
    defineCommand({
      name: 'status',
      summary: 'Show which settings are in effect on a machine, and why',
      details: [
        'Reads what the app reads: property lists, the registry, the file of Linux, local configurations. The installed app is ' +
          'found, and its release and its own schema are reckoned with.',
        'What a bootstrap server answers is not on the machine; give it as FILE to see what follows from it.',
        'Exit code 1 where a managed source or value cannot be read by the app, or by this command.',
      ],
      positionals: [],
      options: {
        key: {
          type: 'string',
          value: 'KEY',
          names: 'settings',
          summary: 'Explain one setting: every source, and why it counts or not',
        },
        user: { type: 'string', value: 'NAME', summary: 'Whose settings; default: of who runs this' },
        'app-version': { ...APP_VERSION, summary: 'Release to reckon with; default: the installed one' },
        schema: { ...SCHEMA_REF, summary: 'Schema to use; default: that of the release' },
        bootstrap: { type: 'string', value: 'FILE', summary: 'What the bootstrap server answers' },
        ...MACHINE,
      },
      examples: [
        { command: 'profile status', summary: 'Every setting that somebody set, and who won' },
        { command: 'profile status --key inferenceProvider', summary: 'Why it has the value that it has' },
        { command: 'profile status --root /mnt/disk --platform linux', summary: 'On the disk of another machine' },
      ],
      run: async (input, context) =>
        (await import('../profile/status/status-command.js')).statusCommand(input, context),
    }),
  ],
}
