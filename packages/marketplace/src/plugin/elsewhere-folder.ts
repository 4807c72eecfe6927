/** Folder of a tree for the plugins whose files were fetched from somewhere else, each in a folder of its name. */
export const ELSEWHERE = '.elsewhere'

/** Whether a path is in the folder that this tool makes; in any case, as some platforms do not tell them apart. */
export function isElsewhere(path: string): boolean {
  return path.split('/')[0]!.toLowerCase() === ELSEWHERE
}
