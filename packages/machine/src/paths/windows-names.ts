// https://learn.microsoft.com/windows/win32/fileio/naming-a-file: a device's name stays one whatever follows the first dot,
// and the digits may be superscript ones.
const DEVICE = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³]) *(?:\.|$)/i

// Control characters are among what is sought.
// eslint-disable-next-line no-control-regex
const FORBIDDEN = /[\u0000-\u001f<>:"/\\|?*]/

/**
 * Why Windows cannot have a file of this name, in words, or nothing where it can. Names that Windows would silently
 * change (`a.` is `a`) count among them, as two names for one file defeat every comparison.
 */
export function windowsNameProblem(name: string): string | undefined {
  if (DEVICE.test(name)) return 'the name of a device'
  if (FORBIDDEN.test(name)) return 'a character that no name may have'
  return /[. ]$/.test(name) ? 'a name that ends with a dot or a space' : undefined
}
