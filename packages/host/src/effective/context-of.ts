import type { Host } from '@cowork-mdm/machine'
import type { SchemaDocument } from '@cowork-mdm/schema'
import type { EffectiveSettings, ResolveContext } from './effective.js'

/** What settings are resolved with on a machine, for the app that was found there and the release that is reckoned with. */
export function contextOf(
  host: Host,
  { version, installed }: Pick<EffectiveSettings['app'], 'version' | 'installed'>,
  document: SchemaDocument,
): ResolveContext {
  const isPackage = installed[0]?.kind === 'msix'
  return { platform: host.platform, appVersion: version, document, now: host.now(), isPackage }
}
