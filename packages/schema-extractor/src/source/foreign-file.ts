/** A file in which an app may be, but which is not looked into: what it is, and how to get at the app. */
export interface ForeignFile {
  what: string
  hint: string
}

const UNPACK = 'Unpack it first and give the folder, or the app.asar inside'
const TAR = `${UNPACK}: tar -xf FILE -C FOLDER.`

/** By their first bytes, in latin1. */
const KINDS: readonly (ForeignFile & { start: string | RegExp })[] = [
  {
    // Scripts may begin with these letters, hence the zero byte.
    start: /^MZ.*\0/s,
    what: 'a Windows program',
    hint: `${UNPACK}: 7-Zip opens a setup program, and the .nupkg in it can be given as it is.`,
  },
  { start: 'xar!', what: 'a macOS installer package', hint: `${UNPACK}: pkgutil --expand-full FILE FOLDER.` },
  { start: '\x7fELF', what: 'a Linux program or AppImage', hint: `${UNPACK}: an AppImage takes --appimage-extract.` },
  { start: '\xed\xab\xee\xdb', what: 'an RPM package', hint: `${UNPACK}: rpm2cpio FILE | cpio -idm.` },
  { start: '\xd0\xcf\x11\xe0', what: 'a Windows Installer package', hint: `${UNPACK}: msiexec /a FILE, or 7-Zip.` },
  { start: 'MSCF', what: 'a cabinet', hint: `${UNPACK}: 7-Zip opens it.` },
  { start: 'hsqs', what: 'a snap', hint: `${UNPACK}: unsquashfs FILE.` },
  { start: '7z\xbc\xaf', what: 'a 7-Zip archive', hint: `${UNPACK}.` },
  { start: 'PK\x05\x06', what: 'an empty zip archive', hint: 'Download it again.' },
  { start: '\x1f\x8b', what: 'a gzip archive', hint: TAR },
  { start: '\xfd7zXZ', what: 'an xz archive', hint: TAR },
  { start: '\x28\xb5\x2f\xfd', what: 'a zstd archive', hint: TAR },
  { start: /^BZh\d/, what: 'a bzip2 archive', hint: TAR },
  {
    start: /^(?:\xef\xbb\xbf)?\s*<(?:!doctype|html)/i,
    what: 'a web page',
    hint: 'The address gave a page instead of the installer. Check it, and whether it asks to sign in.',
  },
]

/** As many bytes from the start, and from the end, as are looked at. */
export const LOOKED_AT = 512

/** A disk image has no start of its own: a block of this length, which begins with "koly", ends it. */
const DISK_IMAGE: ForeignFile = {
  what: 'a macOS disk image',
  hint: 'Open it (on a Mac: hdiutil attach FILE) and give the Claude.app on it. Elsewhere 7-Zip unpacks it.',
}

/** A tar archive has "ustar" at this place of its first header. */
const USTAR = 257

/** What a file is by its first and last bytes; undefined where it may be an archive of the app, or a script. */
export function foreignFile(start: Buffer, end: Buffer): ForeignFile | undefined {
  const text = start.toString('latin1')
  if (text.startsWith('ustar', USTAR)) return { what: 'a tar archive', hint: TAR }
  const known = KINDS.find(({ start }) => (typeof start === 'string' ? text.startsWith(start) : start.test(text)))
  return known ?? (end.toString('latin1').startsWith('koly') ? DISK_IMAGE : undefined)
}
