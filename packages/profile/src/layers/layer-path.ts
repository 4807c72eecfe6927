/**
 * The path of a layer as a file names it, relative to that file: `../base.yaml`. Undefined for anything but a relative path
 * to a YAML file, with forward slashes: profiles then read the same on every machine, and nothing else is read as one.
 */
export function layerPath(written: string, from: string | undefined): string | undefined {
  if (!/^(?![/~])[^\\:\0]+\.ya?ml$/i.test(written)) return undefined
  const separator = from?.includes('\\') && !from.includes('/') ? '\\' : '/'
  const folder = from?.split(separator).slice(0, -1) ?? []
  for (const part of written.split('/')) {
    const last = folder.at(-1)
    if (part === '' || part === '.') continue
    if (part !== '..' || last === undefined || last === '.' || last === '..') folder.push(part)
    // Nothing is above a root.
    else if (folder.length > 1 || !/^([A-Za-z]:)?$/.test(last)) folder.pop()
  }
  return folder.join(separator)
}
