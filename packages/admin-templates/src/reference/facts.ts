import { describeType, settingPlatforms, type Availability, type JsonValue, type SettingKey } from '@cowork-mdm/schema'
import type { Setting, TemplateModel } from '../model/template-model.js'
import type { FactName, Words } from '../words/words.js'

/** Something that is known of a setting, in words. */
export interface Fact {
  name: FactName
  label: string
  /** Several facts of one kind; each is text. */
  values: readonly string[]
  /** Whether the values are names and values as they are written, and not prose. */
  code?: true
}

/** Everything that is known of a setting beside its title and description, in words. What is not known is left out. */
export function factsOf({ key, kind }: Setting, model: TemplateModel, words: Words): Fact[] {
  const facts: Fact[] = []
  const add = (name: FactName, values: readonly string[], code?: true) => {
    if (values.length > 0) facts.push({ name, label: words.facts[name], values, ...(code ? { code } : {}) })
  }
  const platforms = settingPlatforms(key)
  add('type', [describeType(key.value)], true)
  add('rules', kind.rules(key.value, words))
  add(
    'availability',
    key.availability.map((entry) => availabilityText(entry, words)),
  )
  add('platforms', platforms.length < 3 ? platforms.map((platform) => words.platforms[platform]) : [])
  add('providers', key.providers ?? [], true)
  add('credentialKinds', key.credentialKinds ?? [], true)
  add('default', jsonTexts(key.default), true)
  add('displayDefault', jsonTexts(key.displayDefault), true)
  add('failClosed', jsonTexts(key.failClosedValue), true)
  add('formerNames', key.legacyNames ?? [], true)
  add('sensitive', key.redaction === undefined ? [] : [words.redaction[key.redaction]])
  add('delivery', deliveryTexts(key, words))
  add('visibility', key.visibility === undefined ? [] : [words.visibility[key.visibility]])
  add('known', [knownText(key, model, words)])
  return facts
}

function jsonTexts(value: JsonValue | undefined): string[] {
  return value === undefined ? [] : [JSON.stringify(value)]
}

function availabilityText({ scope, since, status }: Availability, words: Words): string {
  const text = words.since(words.scopes[scope], since)
  return status === 'enabled' ? text : `${text} (${words[status]})`
}

function deliveryTexts({ remotePolicy }: SettingKey, words: Words): string[] {
  if (!remotePolicy) return []
  if (remotePolicy['type'] === 'remote-only') return [words.remoteOnly]
  if (remotePolicy['type'] === 'remote-disabled') return [words.remoteDisabled]
  return remotePolicy['requiresUserConsent'] === true ? [words.needsConsent] : []
}

function knownText({ provenance }: SettingKey, { appVersion }: TemplateModel, words: Words): string {
  if (provenance.kind === 'bundle') return words.fromApp(appVersion)
  const text = words.fromDocumentation(provenance.asOf)
  const { confidence = 'documented' } = provenance
  return confidence === 'documented' ? text : words.list([text, words.confidence[confidence]])
}
