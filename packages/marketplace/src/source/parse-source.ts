import { CoworkError, type Platform } from '@cowork-mdm/machine'
import { checkRef } from './check-ref.js'
import type { Source } from './source.js'

export interface SourceRules {
  platform: Platform
  /** Branch, tag or full commit of a git repository. */
  ref?: string | undefined
  /** Digest of an archive. */
  sha256?: string | undefined
  /** Lets `http:` and `file:` be used, which nobody vouches for. */
  allowInsecure?: boolean | undefined
}

const ARCHIVE = /\.(?:zip|tar\.gz|tgz)$/i

/**
 * Understands what an administrator calls a source: `https://host/path` (an archive where it ends with .zip, .tar.gz or
 * .tgz, else a git repository), `ssh://user@host/path`, `user@host:path`, `owner/name` of GitHub, or the absolute path of
 * a folder. Whatever else git would take is refused: options, `ext::`, `git:`, helpers.
 *
 * @throws CoworkError `bad-source`, `insecure-source`, `secret-in-source`, `bad-ref`, `bad-digest`
 */
export function parseSource(text: string, rules: SourceRules): Source {
  const { platform, ref, sha256 } = rules
  // Control characters are among what is sought.
  // eslint-disable-next-line no-control-regex
  if (/^-|^\s|\s$|^$|[\u0000-\u001f\u007f]/.test(text)) throw badSource(text, 'which could be taken for something else')
  if (isFolder(text, platform)) {
    refuse('ref', ref, 'a folder has no branches')
    refuse('sha256', sha256, 'it is the digest of an archive')
    return { kind: 'folder', path: text }
  }
  const url = remoteUrl(text, rules)
  if (ARCHIVE.test(pathOf(url))) {
    refuse('ref', ref, 'an archive has no branches')
    return { kind: 'archive', url, sha256: digest(sha256) }
  }
  refuse('sha256', sha256, 'a git repository is pinned by a full commit: give it as ref')
  if (ref !== undefined) checkRef(ref)
  return { kind: 'git', url, ...(ref !== undefined && { ref }) }
}

/**
 * The URL behind one of the ways in which a repository or archive is named.
 *
 * @throws CoworkError as `parseSource`
 */
export function remoteUrl(text: string, rules: Pick<SourceRules, 'allowInsecure'>): string {
  const url = urlOf(text)
  checkUrl(url, text, rules)
  return url
}

/** The host that a source is fetched from, in small letters; nothing for a folder. */
export function hostOfSource(source: Source): string | undefined {
  if (source.kind === 'folder') return undefined
  const url = new URL(source.url)
  return url.protocol === 'file:' ? undefined : url.host.toLowerCase()
}

function isFolder(text: string, platform: Platform): boolean {
  return platform === 'win32' ? /^[A-Za-z]:[\\/]/.test(text) : text.startsWith('/')
}

function urlOf(text: string): string {
  const [, owner, name] = /^([A-Za-z0-9][A-Za-z0-9-]*)\/([A-Za-z0-9._-]+)$/.exec(text) ?? []
  if (owner !== undefined && !/^\.+$/.test(name!))
    return `https://github.com/${owner}/${name!.replace(/\.git$/, '')}.git`
  // user@host:path, as ssh writes it; never host::path, which git takes for a helper of that name.
  const [, user, host, path] =
    /^([A-Za-z0-9_][A-Za-z0-9._-]*)@([A-Za-z0-9][A-Za-z0-9.-]*):(?!:)(?!\/\/)(\S+)$/.exec(text) ?? []
  return user === undefined ? text : `ssh://${user}@${host}/${path!.replace(/^\//, '')}`
}

function checkUrl(url: string, text: string, { allowInsecure = false }: Pick<SourceRules, 'allowInsecure'>): void {
  const parsed = URL.canParse(url) && /^[a-z]+:\/\/\S+$/i.test(url) ? new URL(url) : undefined
  if (!parsed) throw badSource(text, 'which is no such URL')
  const { protocol, username, password, hostname, search, hash } = parsed
  if (password !== '' || (username !== '' && protocol !== 'ssh:')) {
    throw new CoworkError(
      'secret-in-source',
      `Expected a URL without user name and password, found one of ${hostname}.`,
      {
        hint: "Take them out; give --credential-file, or let the system's credential helper answer.",
      },
    )
  }
  if (protocol === 'http:' || protocol === 'file:') {
    if (!allowInsecure) {
      throw new CoworkError(
        'insecure-source',
        `Expected https or ssh, found ${protocol.slice(0, -1)}: ${shown(text)}.`,
        {
          hint: 'Use https. --allow-insecure lets it through, for tests.',
        },
      )
    }
  } else if (protocol !== 'https:' && protocol !== 'ssh:')
    throw badSource(text, `whose transport ${protocol.slice(0, -1)} is not used`)
  if (protocol === 'file:' ? hostname !== '' : !/^(?:[a-z0-9]|\[)/i.test(hostname) || /^-/.test(username)) {
    throw badSource(text, 'whose host is none')
  }
  if (pathOf(url).length < 2) throw badSource(text, 'which names no repository')
  if (search !== '' || hash !== '') throw badSource(text, 'with a part behind ? or #')
}

function pathOf(url: string): string {
  return new URL(url).pathname
}

function digest(sha256: string | undefined): string {
  if (sha256 === undefined) {
    throw new CoworkError('bad-digest', 'Expected the sha256 of the archive, found none.', {
      hint: 'Give it with --sha256: without it, anybody who controls the server chooses what is installed.',
    })
  }
  if (!/^[0-9a-f]{64}$/i.test(sha256)) {
    throw new CoworkError(
      'bad-digest',
      `Expected a sha256 of 64 hexadecimal digits, found ${JSON.stringify(sha256)}.`,
      {
        hint: 'sha256sum FILE prints it.',
      },
    )
  }
  return sha256.toLowerCase()
}

function refuse(option: string, value: string | undefined, why: string): void {
  if (value === undefined) return
  throw new CoworkError('bad-source', `Expected no ${option} for this source, found ${JSON.stringify(value)}.`, {
    hint: `Leave it out: ${why}.`,
  })
}

/** Without what may be a secret, also where it is no URL: before an @ and behind a question mark. */
function shown(text: string): string {
  return text.replace(/:\/\/.*@/, '://').replace(/[?#].*$/, '?…')
}

function badSource(text: string, why: string): CoworkError {
  return new CoworkError('bad-source', `Expected a source, found ${JSON.stringify(shown(text))}, ${why}.`, {
    hint: 'Give https://host/path, ssh://user@host/path, owner/name of GitHub, or the absolute path of a folder.',
  })
}
