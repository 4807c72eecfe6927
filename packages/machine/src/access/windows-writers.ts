/**
 * Rights to exchange, delete or give away: DELETE, FILE_DELETE_CHILD, WRITE_DAC, WRITE_OWNER, GENERIC_WRITE and
 * GENERIC_ALL.
 */
const CHANGES = 0x10000 | 0x40 | 0x40000 | 0x80000 | 0x40000000 | 0x10000000
/** Rights to write a file, or to add to a folder: FILE_WRITE_DATA and FILE_APPEND_DATA. */
const ADDS = 0x2 | 0x4

// https://learn.microsoft.com/windows/win32/secauthz/ace-strings; those of files have their own names for the same bits.
const RIGHTS: Record<string, number> = {
  GA: 0x10000000,
  GX: 0x20000000,
  GW: 0x40000000,
  GR: 0x80000000,
  RC: 0x20000,
  SD: 0x10000,
  WD: 0x40000,
  WO: 0x80000,
  CC: 0x1,
  DC: 0x2,
  LC: 0x4,
  SW: 0x8,
  RP: 0x10,
  WP: 0x20,
  DT: 0x40,
  LO: 0x80,
  CR: 0x100,
  FA: 0x1f01ff,
  FR: 0x120089,
  FW: 0x120116,
  FX: 0x1200a0,
}

/** SYSTEM, Administrators, the local Administrator, domain and enterprise administrators, TrustedInstaller. */
const ADMINISTRATORS = new Set(['SY', 'BA', 'LA', 'DA', 'EA', 'S-1-5-18', 'S-1-5-32-544'])
const TRUSTED_INSTALLER = 'S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464'

const NAMES: Record<string, string> = {
  WD: 'everyone',
  'S-1-1-0': 'everyone',
  BU: 'Users',
  'S-1-5-32-545': 'Users',
  AU: 'Authenticated Users',
  'S-1-5-11': 'Authenticated Users',
  IU: 'Interactive Users',
  'S-1-5-4': 'Interactive Users',
  PU: 'Power Users',
  'S-1-5-32-547': 'Power Users',
  BG: 'Guests',
  'S-1-5-32-546': 'Guests',
}

/**
 * Who, besides administrators, may change something whose security descriptor is `sddl` (as `Get-Acl` tells it, in no
 * language): names or SIDs. Entries that deny are passed over, so that too many are named rather than too few.
 * `exchange` asks who can exchange what is in a folder rather than add to it.
 *
 * Source: https://learn.microsoft.com/windows/win32/secauthz/security-descriptor-string-format
 */
export function windowsWriters(sddl: string, exchange: boolean): string[] {
  const [, owner = ''] = /O:(S-[\d-]+|[A-Z]{2})/.exec(sddl) ?? []
  const [, list] = /D:(.*?)(?=S:|$)/s.exec(sddl) ?? []
  // Who owns something may always write its list. Without a list, everybody may do everything.
  const allowed = [owner, ...(list === undefined || list.startsWith('NO_ACCESS_CONTROL') ? ['WD'] : [])]
  const mask = exchange ? CHANGES : CHANGES | ADDS
  for (const [, type, flags = '', rights = '', sid = ''] of (list ?? '').matchAll(
    /\(([^;]*);([^;]*);([^;]*);[^;]*;[^;]*;([^;)]*)/g,
  )) {
    const ofItself = !pairs(flags).includes('IO')
    if ((type === 'A' || type === 'XA') && ofItself && (maskOf(rights) & mask) !== 0) allowed.push(sid)
  }
  const others = allowed.filter((sid) => sid !== '' && !ADMINISTRATORS.has(sid) && sid !== TRUSTED_INSTALLER)
  return [...new Set(others.map((sid) => NAMES[sid] ?? sid))]
}

function maskOf(rights: string): number {
  if (/^0x[\da-f]+$/i.test(rights)) return Number(rights)
  return pairs(rights).reduce((mask, right) => mask | (RIGHTS[right] ?? 0), 0)
}

function pairs(text: string): string[] {
  return text.match(/../g) ?? []
}
