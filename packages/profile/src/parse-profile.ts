import { keyNamed, nearestName, type SchemaDocument } from '@cowork-mdm/schema'
import type { Profile, ProfileSetting } from './profile.js'
import { ProfileError, type ProfileProblem } from './profile-error.js'
import { rawValue } from './raw-node.js'
import type { RawEntry, RawMap, SourceRange } from './source.js'
import { readWritten } from './written-value.js'
import { readYaml } from './yaml/read-yaml.js'

/** A profile as one YAML file has it; what it extends has not been looked at. */
export interface ParsedProfile {
  profile: Profile
  /** As it was given to the reader. */
  file?: string
  /** Files that it builds on, as written, the base first. */
  extends: { path: string; range: SourceRange }[]
  raw: RawMap
}

export interface ParseOptions {
  /** Says which settings are text, and which may be written as JSON text. */
  document: SchemaDocument
  /** For messages and places. */
  file?: string
}

const TEXTS = ['name', 'description', 'identifier', 'organization'] as const
const FIELDS = [...TEXTS, 'extends', 'values'] as const

/**
 * Reads a profile from its authoring form, YAML with `name`, `description`, `identifier`, `organization`, `extends` and
 * `values`. Lists, maps and numbers may be written as YAML or as JSON text. Values are not checked against the schema.
 * @throws ProfileError `invalid-yaml` or `invalid-profile`, with everything that is wrong and its place
 */
export function parseProfile(text: string, { document, file }: ParseOptions): ParsedProfile {
  const raw = readYaml(text, file)
  const problems: ProfileProblem[] = []
  const report = (message: string, range: SourceRange) =>
    problems.push(file === undefined ? { message, range } : { message, file, range })

  if (raw.type !== 'dict') {
    const found = { array: 'a list', null: 'nothing' }[raw.type as string] ?? 'a single value'
    const message = `Expected a profile with the fields ${FIELDS.join(', ')}, found ${found}.`
    report(message, raw.range)
    throw new ProfileError('invalid-profile', message, {
      problems,
      hint: 'Write settings below values:, as a template does.',
    })
  }
  const profile: Profile = { settings: [] }
  const layers: ParsedProfile['extends'] = []
  for (const { name, nameRange, node } of raw.entries) {
    if (isOneOf(TEXTS, name)) {
      if (node.type === 'string' && node.value !== '') profile[name] = String(node.value)
      else if (node.type !== 'string' && node.type !== 'null')
        report(`Expected ${name} to be text; quote it.`, node.range)
    } else if (name === 'extends') {
      for (const layer of node.type === 'array' ? node.items : [node]) {
        if (layer.type === 'string') layers.push({ path: String(layer.value), range: layer.range })
        else if (layer !== node || layer.type !== 'null')
          report('Expected extends to name a file, or to be a list of files.', layer.range)
      }
    } else if (name === 'values') {
      if (node.type === 'dict') profile.settings = node.entries.map((entry) => settingOf(entry, document, file))
      else if (node.type !== 'null') report('Expected values to be a map from settings to their values.', node.range)
    } else report(unknownField(name, document), nameRange)
  }

  const [first] = problems
  if (first) throw new ProfileError('invalid-profile', first.message, { problems })
  return { profile, ...(file !== undefined && { file }), extends: layers, raw }
}

function settingOf({ name, nameRange, node }: RawEntry, document: SchemaDocument, file?: string): ProfileSetting {
  const place = { name: nameRange, node }
  const value = readWritten(rawValue(node), keyNamed(document, name))
  return { name, ...value, source: file === undefined ? place : { file, ...place } }
}

function unknownField(name: string, document: SchemaDocument): string {
  if (keyNamed(document, name)) return `Expected the setting ${name} under values, found it beside it; indent it.`
  const nearest = nearestName(name, FIELDS)
  // A colon in the wrong place makes a name of a value, which may be a secret.
  const found = /^[\w.-]{1,60}$/.test(name) ? name : 'another name'
  return `Expected one of the fields ${FIELDS.join(', ')}, found ${found}${nearest ? `; did you mean ${nearest}?` : '.'}`
}

function isOneOf<T extends string>(names: readonly T[], name: string): name is T {
  return (names as readonly string[]).includes(name)
}
