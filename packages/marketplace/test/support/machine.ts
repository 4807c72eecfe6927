import { existsSync, lstatSync, readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { localHost, type Host } from '@cowork-mdm/machine'
import { openMarketplaces, type Marketplaces, type MarketplaceOptions } from '../../src/index.js'
import { folderInMemory } from '@cowork-mdm/test-support/temporary-folder'

export interface Machine {
  folder: string
  host: Host
  clones: string
  orgPlugins: string
  /** `file:` and `http:` are allowed, as servers of tests have no certificates, and nothing is waited for long. */
  open: (options?: MarketplaceOptions) => Marketplaces
}

/** This machine, with a store and an org-plugins folder of its own. */
export function machine(folder = folderInMemory()): Machine {
  const [clones, orgPlugins] = [join(folder, 'clones'), join(folder, 'app/org-plugins')]
  const host = localHost()
  return {
    folder,
    host,
    clones,
    orgPlugins,
    open: (options = {}) =>
      // A host of its own, as every run is a process of its own.
      openMarketplaces(localHost(), { clones, orgPlugins, allowInsecure: true, backOff: { firstMs: 1 }, ...options }),
  }
}

/**
 * All that is in a folder, with what files say and where links lead; without what git keeps, and the name of the file that
 * says that a lock is free.
 */
export function contents(folder: string): Record<string, string> {
  const found: Record<string, string> = {}
  const visit = (at: string, prefix: string) => {
    for (const entry of existsSync(at) ? readdirSync(at, { withFileTypes: true }) : []) {
      const [path, name] = [join(at, entry.name), prefix + entry.name]
      if (entry.isSymbolicLink()) found[name] = `-> ${readlinkSync(path)}`
      else if (entry.isFile()) found[name.replace(/\.lock\.\d+$/, '.lock')] = readFileSync(path, 'latin1')
      else if (entry.name === 'repository.git') found[name] = 'repository'
      else if (readdirSync(path).length === 0) found[`${name}/`] = ''
      else visit(path, `${name}/`)
    }
  }
  visit(folder, '')
  return found
}

/** When each file and folder was last touched, and which it is. */
export function traces(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => ({ path, ...lstatSync(join(folder, path), { bigint: true }) }))
    .map(({ path, ino, mtimeNs, ctimeNs }) => `${path} ${ino} ${mtimeNs} ${ctimeNs}`)
    .sort()
}

/** The plugins that the app sees, and the text of their skills. */
export function seenByApp(orgPlugins: string): Record<string, string> {
  const names = existsSync(orgPlugins) ? readdirSync(orgPlugins).sort() : []
  return Object.fromEntries(
    names.map((name) => {
      const skill = join(orgPlugins, name, 'skills', name, 'SKILL.md')
      if (!existsSync(skill)) return [name, statSync(join(orgPlugins, name)).isDirectory() ? 'folder' : 'file']
      return [name, readFileSync(skill, 'utf8').split('\n').at(-2)!]
    }),
  )
}
