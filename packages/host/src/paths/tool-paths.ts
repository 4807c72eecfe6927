import type { MachinePath, PathId } from './machine-path.js'

/** The places of cowork-mdm itself, side by side in one folder that only administrators can write in. */
export function toolPaths(folder: string, separator: '/' | '\\'): MachinePath[] {
  const own = (id: PathId, name: string | undefined, purpose: string): MachinePath => ({
    id,
    kind: 'folder',
    path: name === undefined ? folder : `${folder}${separator}${name}`,
    of: 'cowork-mdm',
    access: 'read-write',
    purpose,
    writers: 'administrators',
    source: 'cowork-mdm',
  })
  return [
    own('tool-folder', undefined, 'Everything that cowork-mdm keeps on a machine'),
    own('marketplaces', 'marketplaces', 'Clones of plugin marketplaces, outside of what the app takes for plugins'),
    own('state', 'state', 'Journals of changes under way, which the next run completes or undoes'),
    own(
      'backups',
      'backups',
      'Managed settings as they were before they were changed, readable by administrators alone',
    ),
  ]
}
