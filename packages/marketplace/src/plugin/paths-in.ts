/** Those of some paths that are in a folder, from there. */
export function pathsIn(folder: string, paths: Iterable<string>): Set<string> {
  const prefix = folder === '.' ? '' : `${folder}/`
  return new Set([...paths].filter((path) => path.startsWith(prefix)).map((path) => path.slice(prefix.length)))
}
