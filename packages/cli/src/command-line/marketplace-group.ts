import { defineCommand, type CommandGroup } from './command-table.js'
import { MACHINE, STORE, YES } from './shared-options.js'

const FETCHING = {
  'allow-insecure': { type: 'boolean', summary: 'Let http: and file: be used, for tests' },
  'require-pin': { type: 'boolean', summary: 'Refuse sources without a full commit or digest' },
  'allow-host': { type: 'string', value: 'HOST', multiple: true, summary: 'Refuse sources on other hosts' },
  'verify-signatures': { type: 'boolean', summary: 'Refuse commits and tags without a good signature' },
  'allowed-signers': { type: 'string', value: 'FILE', summary: 'Whose SSH signatures count' },
  'credential-file': { type: 'string', value: 'FILE', summary: "Credentials in git's form, mode 0600" },
} as const

const NAME = { name: 'name', summary: 'name of a marketplace' } as const

const REPEATABLE = 'It can run on every check-in: what is already so stays, and "changed" of --json tells it.'

export const marketplaceGroup: CommandGroup = {
  name: 'marketplace',
  summary: 'Plugin repositories on a machine: pinned, verified, switched in one step',
  commands: [
    defineCommand({
      name: 'add',
      summary: 'Add a marketplace and put its plugins where the app looks',
      details: [
        'SOURCE is https://host/path (an archive where it ends with .zip, .tar.gz or .tgz, else a git repository), ' +
          'ssh://user@host/path, owner/name of GitHub, or a folder.',
        'Clones stay outside of org-plugins: only plugins appear there, as links, on Windows as copies. ' + REPEATABLE,
      ],
      positionals: [{ name: 'source', summary: 'where the marketplace comes from' }],
      options: {
        name: { type: 'string', value: 'NAME', summary: 'What it is called; default: as its source' },
        ref: { type: 'string', value: 'REF', summary: 'Branch, tag or full commit' },
        sha256: { type: 'string', value: 'DIGEST', summary: 'Digest of an archive; an archive needs it' },
        ...FETCHING,
        ...STORE,
        ...MACHINE,
      },
      examples: [
        {
          command: 'marketplace add https://git.example.com/it/plugins.git --ref v1.2.0',
          summary: 'A tag of a repository',
        },
        {
          command: 'marketplace add owner/name --ref v1.2.0 --verify-signatures',
          summary: 'A tag, where somebody has signed it who counts',
        },
      ],
      run: async (input, context) => (await import('../marketplace/add-command.js')).addCommand(input, context),
    }),
    defineCommand({
      name: 'list',
      summary: 'List the marketplaces of this machine',
      positionals: [],
      options: { ...STORE, ...MACHINE },
      examples: [{ command: 'marketplace list', summary: 'Where they come from and what is installed' }],
      run: async (input) => (await import('../marketplace/list-command.js')).listCommand(input),
    }),
    defineCommand({
      name: 'update',
      summary: 'Bring marketplaces to what their sources have now',
      details: [
        'All of them, or one. Where nothing is new, each costs its server one ls-remote, and nothing is written. ' +
          REPEATABLE,
        'Exit code 1 where one could not be updated; it stays as it was, and the others are updated.',
      ],
      positionals: [{ ...NAME, optional: true }],
      options: {
        'dry-run': { type: 'boolean', summary: 'Show what would change, and change nothing' },
        splay: { type: 'string', value: 'SECONDS', summary: "Wait for this machine's own share of so long" },
        ...FETCHING,
        ...STORE,
        ...MACHINE,
      },
      examples: [
        { command: 'marketplace update --splay 900', summary: 'On every check-in of a fleet' },
        { command: 'marketplace update plugins --dry-run', summary: 'What one would bring' },
      ],
      run: async (input, context) => (await import('../marketplace/update-command.js')).updateCommand(input, context),
    }),
    defineCommand({
      name: 'remove',
      summary: 'Take a marketplace away, with its plugins',
      details: [REPEATABLE],
      positionals: [NAME],
      options: { ...STORE, ...MACHINE },
      examples: [{ command: 'marketplace remove plugins', summary: 'Its clone and its places in org-plugins' }],
      run: async (input) => (await import('../marketplace/remove-command.js')).removeCommand(input),
    }),
    defineCommand({
      name: 'verify',
      summary: 'Compare what is on the machine with what was installed',
      details: ['Nothing is asked of a server. Exit code 1 where something was found.'],
      positionals: [],
      options: { ...STORE, ...MACHINE },
      examples: [{ command: 'marketplace verify', summary: 'Local edits, missing plugins, open folders' }],
      run: async (input) => (await import('../marketplace/verify-command.js')).verifyCommand(input),
    }),
    defineCommand({
      name: 'rollback',
      summary: 'Go back to what was installed before',
      details: ['What was rolled back from is passed over by update until the source has something else.'],
      positionals: [NAME],
      options: { ...STORE, ...MACHINE },
      examples: [{ command: 'marketplace rollback plugins', summary: 'At once, and without a network' }],
      run: async (input) => (await import('../marketplace/rollback-command.js')).rollbackCommand(input),
    }),
    defineCommand({
      name: 'pin',
      summary: 'Print the entry of allowedPluginMarketplaces for an address',
      details: [
        'URL is a git repository (https, or owner/name of GitHub), or a hosted marketplace.json. The entry holds the full ' +
          'commit, or the digest of the manifest: it can mean nothing else tomorrow. Nothing on this machine is changed.',
        'Archives of a hosted marketplace are downloaded and compared with the digests in it.',
      ],
      positionals: [{ name: 'url', summary: 'address of the marketplace' }],
      options: {
        ref: { type: 'string', value: 'REF', summary: 'Branch, tag or full commit' },
        path: { type: 'string', value: 'DIR', summary: 'Folder of the repository that is the marketplace' },
        'expected-name': { type: 'string', value: 'NAME', summary: 'Name that the marketplace must have' },
        'installation-preference': {
          type: 'string',
          value: 'WHEN',
          choices: ['available', 'auto_install', 'required'],
          summary: 'When the app installs its plugins',
        },
        'credential-kind': {
          type: 'string',
          value: 'KIND',
          choices: ['anonymous', 'userGit', 'credentialHelper', 'inferenceCredential'],
          summary: 'How the app signs in there',
        },
        'allow-insecure': FETCHING['allow-insecure'],
        'allow-host': FETCHING['allow-host'],
        'credential-file': FETCHING['credential-file'],
        ...MACHINE,
      },
      examples: [
        { command: 'marketplace pin owner/name --installation-preference auto_install', summary: 'Its newest commit' },
        { command: 'marketplace pin https://plugins.example.com/marketplace.json', summary: 'A hosted manifest' },
      ],
      run: async (input, context) => (await import('../marketplace/pin-command.js')).pinCommand(input, context),
    }),
    defineCommand({
      name: 'migrate',
      summary: 'Adopt clones that an earlier tool has made in org-plugins',
      details: [
        'Each becomes a marketplace outside of org-plugins, at the commit that is checked out; links lead there, and the clone ' +
          'is removed. Without --yes nothing is changed. A clone with changes of its own is kept.',
      ],
      positionals: [],
      options: { yes: YES, ...FETCHING, ...STORE, ...MACHINE },
      examples: [
        { command: 'marketplace migrate', summary: 'What would be done' },
        { command: 'marketplace migrate --yes', summary: 'Do it' },
      ],
      run: async (input, context) => (await import('../marketplace/migrate-command.js')).migrateCommand(input, context),
    }),
  ],
}
