import type { Host, HostUser } from '@cowork-mdm/machine'
import { latestSchema, type SchemaDocument } from '@cowork-mdm/schema'
import { bootstrapSource, type BootstrapResponse } from './bootstrap-source.js'
import { darwinSources } from './darwin-sources.js'
import { linuxSources } from './linux-sources.js'
import { localSources } from './local-sources.js'
import type { ManagedSource, ManagedState } from './managed-source.js'
import { windowsSources } from './windows-sources.js'

export interface ReadOptions {
  /** Names and types of settings; by default all that are known today. */
  document?: SchemaDocument
  /** Whose sources are read beside the device's; by default everybody's. */
  users?: readonly HostUser[]
  bootstrap?: BootstrapResponse
}

/**
 * Every source of settings on a machine as it stands there, whether or not the app takes it: plists, both hives of the
 * registry, the file of Linux, local configurations, the bootstrap server by name. Whatever is wrong with one is a problem
 * of that source; nothing that lies on the machine makes this fail.
 */
export async function readManaged(host: Host, options: ReadOptions = {}): Promise<ManagedState> {
  const { document = await latestSchema(), users = await host.users(), bootstrap } = options
  const [managed, ...local] = await Promise.all([
    managedSources(host, document, users),
    ...users.map((user) => localSources(host, document, user)),
  ])
  return { platform: host.platform, sources: [...managed, ...local.flat(), bootstrapSource(document, bootstrap)] }
}

async function managedSources(
  host: Host,
  document: SchemaDocument,
  users: readonly HostUser[],
): Promise<ManagedSource[]> {
  switch (host.platform) {
    case 'darwin':
      return await darwinSources(host, document, users)
    case 'win32':
      return await windowsSources(host, document, users)
    case 'linux':
      return await linuxSources(host, document)
  }
}
