import type { Host, HostUser } from '@cowork-mdm/machine'
import { compareVersions, readerRules, type SchemaDocument } from '@cowork-mdm/schema'
import { schemaOf } from '../app/app-schema.js'
import { installedApps, type InstalledApp } from '../app/installed-app.js'
import type { BootstrapResponse } from '../sources/bootstrap-source.js'
import { chosenUser } from '../sources/current-user.js'
import { readManaged } from '../sources/read-managed.js'
import { contextOf } from './context-of.js'
import type { EffectiveSettings } from './effective.js'
import { resolveSettings } from './resolve.js'

export interface EffectiveOptions {
  /** Reckon with this release instead of the installed one. */
  appVersion?: string
  /** Whose settings; by default those of who runs this, see `chosenUser`. */
  user?: string
  /** Names and types of settings instead of the app's own. */
  document?: SchemaDocument
  /** What a bootstrap server answered; a machine keeps no copy. */
  bootstrap?: BootstrapResponse
}

/**
 * What is in effect on a machine for one user, and why: every setting that some source holds, with the source that decides,
 * all that are passed over, and the rule by which. The installed app is found, and its release and schema are reckoned with.
 *
 * @returns also the schema that was used, for redaction
 * @throws CoworkError `unknown-user`; SchemaError `bad-version` where `appVersion` is none
 */
export async function effectiveSettings(
  host: Host,
  options: EffectiveOptions = {},
): Promise<{ effective: EffectiveSettings; document: SchemaDocument }> {
  const { appVersion, bootstrap } = options
  if (appVersion !== undefined) compareVersions(appVersion, appVersion)
  const users = await host.users()
  const user = await chosenUser(host, users, options.user)
  const own = user ? [user] : []
  const installed = await installedApps(host, own)
  const app = installed[0]
  const version = appVersion ?? app?.version ?? '@next'
  const { document, choice } = options.document
    ? { document: options.document, choice: { from: 'given', appVersion: options.document.appVersion } as const }
    : await schemaOf(host, { version, app: app?.version === version ? app : undefined })
  const { sources } = await readManaged(host, { document, users: own, ...(bootstrap && { bootstrap }) })
  const effective: EffectiveSettings = {
    platform: host.platform,
    ...(user && { user: user.name }),
    otherUsers: othersThan(user, users),
    app: { version, from: originOf(appVersion, app), installed },
    schema: choice,
    rules: readerRules(version, host.platform),
    ...resolveSettings(sources, contextOf(host, { version, installed }, document)),
  }
  return { effective, document }
}

function originOf(given: string | undefined, app: InstalledApp | undefined): EffectiveSettings['app']['from'] {
  if (given !== undefined) return 'given'
  return app?.version === undefined ? 'newest-known' : 'installed'
}

function othersThan(user: HostUser | undefined, users: readonly HostUser[]): string[] {
  return users.filter((other) => other !== user).map(({ name }) => name)
}
