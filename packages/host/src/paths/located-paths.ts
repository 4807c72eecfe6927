import { quietly, pathsOf, regOf, type Host, type HostUser } from '@cowork-mdm/machine'
import { isPerUser, pathFor, type MachinePath } from './machine-path.js'
import { paths } from './paths.js'

/** A place on one machine: what a user's is called there, and whether it is there. */
export interface LocatedPath extends MachinePath {
  /** Whose, where each user has one. */
  user?: string
  /** Absent where this process cannot find out. */
  exists?: boolean
}

/** Every place of `paths` on a machine, for each of its users. */
export async function locatedPaths(host: Host): Promise<LocatedPath[]> {
  const users = await host.users()
  const places = paths(host.platform).flatMap((place) => (isPerUser(place) ? users.map(placeOf(place)) : [place]))
  return await Promise.all(
    places.map(async (place) => {
      const exists = await quietly(isThere(host, place))
      return { ...place, ...(exists !== undefined && { exists }) }
    }),
  )
}

function placeOf(place: MachinePath): (user: HostUser) => LocatedPath {
  return (user) => ({ ...place, path: pathFor(place.path, user), user: user.name })
}

async function isThere(host: Host, { kind, path }: MachinePath): Promise<boolean | undefined> {
  // Of a user whose SID is not known.
  if (path.includes('<')) return undefined
  if (kind === 'registry') return (await host.run(regOf(host), ['query', path, '/reg:64'])).exitCode === 0
  if (!path.includes('*')) return (await host.stat(path)) !== undefined
  const native = pathsOf(host.platform)
  const folder = native.dirname(path)
  if (!(await host.stat(folder))) return false
  const [start = '', end = ''] = native.basename(path).split('*')
  const names = (await host.list(folder)).map(({ name }) => name)
  return names.some((name) => name.length > start.length + end.length && name.startsWith(start) && name.endsWith(end))
}
