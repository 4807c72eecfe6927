import { locatedPaths, paths, type LocatedPath } from '@cowork-mdm/host'
import { CoworkError, type Platform } from '@cowork-mdm/machine'
import { openHost, type MachineInput } from '../host/open-host.js'
import type { Outcome, RunContext } from '../outcome.js'
import { plainText } from '../output/plain-text.js'
import { renderTable, type Column } from '../output/table.js'
import { treeLines } from '../output/tree.js'
import type { Terminal } from '../output/terminal.js'

const PLATFORMS = { darwin: 'darwin', windows: 'win32', linux: 'linux' } as const satisfies Record<string, Platform>

/** `paths show`: places of the app and of this tool, in general or on one machine. */
export async function showCommand(
  { os, ...machine }: MachineInput & { os: keyof typeof PLATFORMS | undefined },
  _context: RunContext,
): Promise<Outcome> {
  if (os !== undefined && (machine.root !== undefined || machine.platform !== undefined)) {
    throw new CoworkError('option-conflict', 'Expected --os or a machine, found both --os and --root or --platform.', {
      hint: 'With --root, the places of that machine are shown.',
    })
  }
  const host = os === undefined ? await openHost(machine) : undefined
  const platform = host?.platform ?? PLATFORMS[os!]
  const places: LocatedPath[] = host ? await locatedPaths(host) : [...paths(platform)]
  return {
    json: { platform, paths: places },
    text: (terminal) => renderPlaces(places, terminal),
  }
}

/** A table where it fits without cutting a path; else one entry after the other. */
function renderPlaces(places: readonly LocatedPath[], terminal: Terminal): string {
  const columns: Column[] = [
    { title: 'Path', cells: places.map(({ path }) => plainText(path)), style: 'name' },
    { title: 'There', cells: places.map(there) },
    { title: 'Of', cells: places.map(({ of }) => of) },
    { title: 'Access', cells: places.map(({ access }) => access), optional: 'extra' },
    { title: 'Writers', cells: places.map(({ writers }) => writers), optional: 'extra' },
    { title: 'Since', cells: places.map(({ since }) => since ?? ''), optional: 'extra' },
    { title: 'For', cells: places.map(({ purpose }) => purpose), least: 30 },
  ]
  const widest = Math.max(...places.map(({ path }) => path.length))
  if (terminal.columns === undefined || widest + 60 <= terminal.columns) return renderTable(columns, terminal)
  const lines = places.flatMap((place) => [
    ...treeLines([{ label: plainText(place.path), text: '', children: [] }], 0, terminal),
    ...treeLines([{ label: '', text: facts(place), children: [] }], 4, terminal),
  ])
  return `${lines.join('\n')}\n`
}

function there({ exists }: LocatedPath): string {
  return exists === undefined ? '' : exists ? 'yes' : 'no'
}

function facts(place: LocatedPath): string {
  const { purpose, of, access, writers, since, exists } = place
  const parts = [`${of}, ${access}; written by ${writers === 'user' ? 'the user' : writers.replace('-', ' ')}`]
  if (since !== undefined) parts.push(`since ${since}`)
  if (exists !== undefined) parts.push(exists ? 'there' : 'not there')
  return `${purpose} (${parts.join('; ')})`
}
