import {
  compareVersions,
  SchemaError,
  settingPlatforms,
  type Availability,
  type Platform,
  type Scope,
  type SettingKey,
} from '@cowork-mdm/schema'
import { sinceVersion } from './first-release.js'
import type { Setting, TemplateModel } from './template-model.js'

/** Which settings of a document are wanted. What is left out is no condition. */
export interface Selection {
  /** Settings that are available in one of these scopes. */
  scopes?: readonly Scope[] | undefined
  /** Settings that do something on one of these platforms. */
  platforms?: readonly Platform[] | undefined
  /** Settings that this release of the app reads already: for a fleet, its oldest release. */
  appVersion?: string | undefined
  /** Settings of one of these inference providers, and those that belong to none. */
  providers?: readonly string[] | undefined
  /** Settings that the vendor has not published too. */
  undocumented?: boolean | undefined
  /** Settings that are in one of these states, in one of the scopes wanted; by default enabled. */
  statuses?: readonly Availability['status'][] | undefined
  /** Settings that only a bootstrap server can deliver too. */
  remoteOnly?: boolean | undefined
}

/**
 * The settings that meet every condition, sorted by name.
 * @throws SchemaError `bad-version`, `unknown-provider`, or `empty-selection`
 */
export function selectSettings({ settings }: TemplateModel, selection: Selection): Setting[] {
  // A version that is none is wrong, whatever the document.
  if (selection.appVersion !== undefined) compareVersions(selection.appVersion, selection.appVersion)
  checkProviders(settings, selection.providers ?? [])
  const selected = settings.filter(({ key }) => meets(key, selection))
  if (selected.length === 0) {
    throw new SchemaError('empty-selection', 'Expected at least one setting, found none that meets all conditions.', {
      hint: `Take back some of these: ${conditions(selection)}.`,
    })
  }
  return selected
}

/** How a setting is available in the scopes of a selection, to the release of a selection. */
export function availabilityIn(key: SettingKey, selection: Selection): Availability[] {
  const { scopes, appVersion, statuses = ['enabled'] } = selection
  return key.availability.filter((entry) => {
    const since = sinceVersion(entry)
    return (
      (scopes === undefined || scopes.includes(entry.scope)) &&
      statuses.includes(entry.status) &&
      // Where nobody says since when, nothing says that the release lacks it either.
      (appVersion === undefined || since === undefined || compareVersions(since, appVersion) <= 0)
    )
  })
}

function meets(key: SettingKey, selection: Selection): boolean {
  const { platforms, providers } = selection
  return (
    availabilityIn(key, selection).length > 0 &&
    (selection.undocumented === true || key.visibility === undefined) &&
    (selection.remoteOnly === true || key.remotePolicy?.['type'] !== 'remote-only') &&
    (platforms === undefined || settingPlatforms(key).some((platform) => platforms.includes(platform))) &&
    (providers === undefined || !key.providers || key.providers.some((name) => providers.includes(name)))
  )
}

function checkProviders(settings: readonly Setting[], wanted: readonly string[]): void {
  const known = [...new Set(settings.flatMap(({ key }) => key.providers ?? []))].sort()
  const unknown = wanted.find((provider) => !known.includes(provider))
  if (unknown === undefined) return
  throw new SchemaError(
    'unknown-provider',
    `Expected one of the providers of the schema, found ${JSON.stringify(unknown)}.`,
    { hint: known.length > 0 ? `Known are ${known.join(', ')}.` : 'This schema names no providers.' },
  )
}

function conditions(selection: Selection): string {
  const words = [
    selection.scopes && `scope ${selection.scopes.join(' or ')}`,
    selection.platforms && `platform ${selection.platforms.join(' or ')}`,
    selection.appVersion !== undefined && `known to ${selection.appVersion}`,
    selection.providers && `provider ${selection.providers.join(' or ')}`,
    selection.undocumented !== true && 'published by the vendor',
    (selection.statuses ?? ['enabled']).join(' or '),
    selection.remoteOnly !== true && 'settable on the device',
  ]
  return words.filter(Boolean).join(', ')
}
