import { CoworkError, type Host } from '@cowork-mdm/machine'

/**
 * Checks a file of credentials (https://git-scm.com/docs/git-credential-store: one `https://user:password@host` a line): only
 * its owner may read it, and where an administrator runs this, that is root. What it holds is not looked at.
 *
 * @throws CoworkError `credential-file-open`, `file-missing`
 */
export async function checkCredentialFile(host: Host, path: string): Promise<void> {
  const facts = await host.stat(path)
  if (!facts) {
    throw new CoworkError('file-missing', `Expected credentials in ${path}, found no such file.`, {
      hint: 'Check the path.',
    })
  }
  const found =
    facts.type !== 'file'
      ? `a ${facts.type}`
      : ((facts.mode ?? 0) & 0o077) !== 0
        ? `mode ${facts.mode!.toString(8).padStart(4, '0')}`
        : host.administrator && (facts.uid ?? 0) !== 0
          ? `the owner ${facts.uid}`
          : undefined
  if (found === undefined) return
  throw new CoworkError(
    'credential-file-open',
    `Expected ${path} to be a file that only its owner can read, found ${found}.`,
    {
      hint: `chown root ${path}; chmod 600 ${path}. Whoever could read it in the meantime knows what is in it.`,
    },
  )
}

/** The credentials for the server of a URL, for what git does not fetch. */
export async function credentialFor(
  host: Host,
  path: string,
  url: string,
): Promise<{ username: string; password: string } | undefined> {
  const { protocol, host: server } = new URL(url)
  const lines = (await host.read(path, { maxBytes: 1024 * 1024 })).toString().split('\n')
  const known = lines.filter((line) => URL.canParse(line.trim())).map((line) => new URL(line.trim()))
  const found = known.find((each) => each.protocol === protocol && each.host === server)
  return found && { username: decoded(found.username), password: decoded(found.password) }
}

/** A percent sign that begins no escape means itself, as for git. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch (cause) {
    if (cause instanceof URIError) return text
    throw cause
  }
}
