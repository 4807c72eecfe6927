import { copyFolder, pathsOf, type Host } from '@cowork-mdm/machine'
import { sameState, type PlaceState, type PlacementStep } from './placement.js'
import { versionTextIn } from './version-file.js'

/** Where copies are made and put aside: beside org-plugins, on the same disk, where the app does not look. */
export function stagingBeside({ platform }: Host, path: string): string {
  const native = pathsOf(platform)
  return native.join(native.dirname(native.dirname(path)), '.cowork-mdm-staging')
}

/** Makes the copy that a step will need, so that the step itself is only renaming. */
export async function stageCopy(host: Host, { path, to }: PlacementStep): Promise<void> {
  if (to === null || !('copy' in to)) return
  const staged = stagedCopy(host, path)
  await host.remove(staged, { contents: true })
  await host.makeFolder(pathsOf(host.platform).dirname(staged))
  await copyFolder(host, to.copy, staged, { maxEntries: Infinity, maxBytes: Infinity })
}

/**
 * Brings a place to a state. What stands there is touched only where it is one of the two states of the step: it can be done
 * again, and back again, and what somebody else has put there in the meantime stays.
 */
export async function placePlugin(host: Host, step: PlacementStep, to: PlaceState): Promise<void> {
  const { path } = step
  const found = await stateAt(host, step)
  if (found === undefined || sameState(found, to)) return
  if (to !== null && 'copy' in to && !(await isCopy(host, stagedCopy(host, path), to.version))) {
    await stageCopy(host, { ...step, to })
  }
  if (found !== null && 'copy' in found) {
    const aside = pathsOf(host.platform).join(stagingBeside(host, path), `.old-${step.plugin}`)
    await host.makeFolder(pathsOf(host.platform).dirname(aside))
    await host.remove(aside, { contents: true })
    await host.rename(path, aside)
  } else if (found !== null && (to === null || 'copy' in to)) await host.remove(path)
  if (to === null) return
  if ('link' in to) await host.link(path, to.link)
  else await host.rename(stagedCopy(host, path), path)
}

function stagedCopy(host: Host, path: string): string {
  return pathsOf(host.platform).join(stagingBeside(host, path), pathsOf(host.platform).basename(path))
}

/** Which of a step's states stands at its place; nothing where it is neither. */
async function stateAt(host: Host, { path, from, to }: PlacementStep): Promise<PlaceState | undefined> {
  const facts = await host.stat(path)
  if (!facts) return null
  for (const state of [from, to]) {
    if (state === null) continue
    if (
      'link' in state
        ? facts.target === state.link
        : facts.type === 'folder' && (await isCopy(host, path, state.version))
    ) {
      return state
    }
  }
  return undefined
}

async function isCopy(host: Host, folder: string, version: string): Promise<boolean> {
  return (await versionTextIn(host, folder)) === version
}
