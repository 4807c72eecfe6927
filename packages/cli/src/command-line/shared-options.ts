// Options that several commands take, each declared once.

/** `--schema REF`. */
export const SCHEMA_REF = {
  type: 'string',
  value: 'REF',
  summary: 'Schema to use; default: the newest known settings',
} as const

export const LANGUAGE = {
  type: 'string',
  value: 'LANG',
  alias: 'lang',
  choices: ['en', 'zh'],
  summary: 'Language of titles and descriptions; default: en',
} as const

export const REF_MEANING =
  'REF is a pinned version (see "cowork-mdm schema versions"), a JSON file that "schema extract" wrote, or an app to extract from.'

export const SCOPE = {
  type: 'string',
  value: 'SCOPE',
  multiple: true,
  choices: ['1p', '3p', '3p-bootstrap'],
  summary: 'Only settings of this scope',
} as const

export const PROVIDER = {
  type: 'string',
  value: 'NAME',
  multiple: true,
  summary: 'Only of this inference provider',
} as const

export const APP_VERSION = {
  type: 'string',
  value: 'VERSION',
  summary: 'Oldest release of the app in the fleet',
} as const

/** How a profile is written. */
export const ENCODING = {
  format: {
    type: 'string',
    value: 'FORMAT',
    short: 'f',
    names: 'formats',
    summary: 'Delivery format; see "profile formats"',
  },
  out: { type: 'string', value: 'PATH', short: 'o', summary: 'File to write, or folder where there are several' },
  set: { type: 'string', value: 'KEY=VALUE', multiple: true, summary: 'Set or replace a setting' },
  'allow-env': { type: 'string', value: 'NAME', multiple: true, summary: 'Let ${env:NAME} be filled in' },
  values: {
    type: 'string',
    value: 'STYLE',
    choices: ['app', 'strings'],
    summary: "As the app's exporter writes values, or every value as text; default: app",
  },
  'drop-empty': { type: 'boolean', summary: 'Leave out empty lists and maps, which mean "none" to the app' },
  'payload-identifier-prefix': { type: 'string', value: 'PREFIX', summary: 'Reverse-DNS prefix: com.example.it' },
  'identity-from': { type: 'string', value: 'FILE', summary: 'Keep identifiers and UUIDs of a deployed profile' },
  scope: { type: 'string', value: 'SCOPE', choices: ['System', 'User'], summary: 'PayloadScope; default: System' },
  'removal-disallowed': { type: 'boolean', summary: 'Users cannot remove the profile' },
  hive: { type: 'string', value: 'HIVE', choices: ['HKLM', 'HKCU'], summary: 'Registry hive; default: HKLM' },
  previous: { type: 'string', value: 'FILE', summary: 'Also remove what this one set and the new one does not' },
  'allow-secrets': { type: 'boolean', summary: 'Let scripts hold settings that are secret' },
  'allow-unknown': { type: 'boolean', summary: 'Write settings that the schema does not know' },
} as const

/** Which machine a command works on. */
export const MACHINE = {
  root: { type: 'string', value: 'DIR', summary: 'Folder that is the root of the machine: a mounted disk, a test' },
  platform: {
    type: 'string',
    value: 'PLATFORM',
    choices: ['darwin', 'win32', 'linux'],
    summary: 'Platform of the machine in --root',
  },
} as const

/** Where marketplaces and plugins are on that machine. */
export const STORE = {
  clones: { type: 'string', value: 'DIR', summary: "Folder of the clones; default: the platform's own" },
  'org-plugins': { type: 'string', value: 'DIR', summary: 'Folder where the app looks for plugins' },
  copy: { type: 'boolean', summary: 'Copy plugins instead of linking them, as on Windows' },
} as const

/** Of commands that show what they would do. */
export const YES = { type: 'boolean', short: 'y', summary: 'Do it; without it, nothing is changed' } as const
