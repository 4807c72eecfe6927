import { CoworkError } from '@cowork-mdm/machine'

interface Kind {
  code: string
  pattern: RegExp
  found: string
  hint: string
  /** May succeed when tried again. */
  passing?: true
}

// What git says in English (LC_ALL=C); the first that matches counts.
const KINDS: readonly Kind[] = [
  {
    code: 'git-denied',
    pattern:
      /Authentication failed|could not read (?:Username|Password)|terminal prompts disabled|Permission denied \(|returned error: 40[13]|HTTP 40[13]|Invalid username or/i,
    found: 'the server refused the credentials, or there were none',
    hint: "Give --credential-file, or set up the system's credential helper or a deploy key.",
  },
  {
    code: 'repository-gone',
    pattern:
      /returned error: 404|repository '.*' not found|Repository not found|does not appear to be a git repository|project you were looking for could not be found/i,
    found: 'the repository is not there, or not for these credentials',
    hint: 'Check the URL; a private repository needs credentials.',
  },
  {
    code: 'host-untrusted',
    pattern: /Host key verification failed|SSL certificate problem|certificate verif|unable to get local issuer/i,
    found: 'the server could not prove who it is',
    hint: 'Add its key to known_hosts, or the certificate of the proxy to those that git trusts (http.sslCAInfo).',
  },
  {
    code: 'transport-refused',
    pattern:
      /transport '.*' not allowed|unable to update url base from redirection|returned error: 30\d|Protocol .* not supported or disabled|Protocol .* disabled/i,
    found: 'it leads to another place or transport',
    hint: 'Give the URL that it leads to.',
  },
  {
    code: 'network-failed',
    pattern:
      /Could not resolve host|Failed to connect|Couldn't connect|Connection (?:refused|reset|timed out|closed)|Operation timed out|timed out|early EOF|unexpected disconnect|Empty reply|remote end hung up|returned error: (?:429|5\d\d)|HTTP (?:429|5\d\d)|RPC failed|Recv failure|Send failure|Network is unreachable|transfer closed|Operation too slow/i,
    found: 'the network or the server failed',
    hint: 'Try again later, or check the proxy.',
    passing: true,
  },
  {
    code: 'disk-full',
    pattern: /No space left on device|Disk quota exceeded/i,
    found: 'no space is left',
    hint: 'Free some space, or choose another disk with --clones.',
  },
  {
    code: 'permission-denied',
    pattern: /Permission denied|Read-only file system|Operation not permitted/i,
    found: 'permission was denied',
    hint: 'Run the command as an administrator.',
  },
]

const OTHER: Omit<Kind, 'pattern'> = { code: 'git-failed', found: 'it failed', hint: 'Run it by hand to see more.' }

/** A call of git that failed, from what it wrote to stderr; nothing secret is passed on. */
export class GitFailure extends CoworkError {
  /** May succeed when tried again. */
  readonly passing: boolean

  constructor(what: string, stderr: string, exitCode: number) {
    const kind = KINDS.find(({ pattern }) => pattern.test(stderr)) ?? OTHER
    super(kind.code, `Expected git to ${what}, but ${kind.found}${said(stderr, exitCode)}.`, { hint: kind.hint })
    this.passing = 'passing' in kind
  }
}

function said(stderr: string, exitCode: number): string {
  const lines = stderr.split(/[\r\n]+/).filter((line) => /^(?:fatal|error|ssh|remote):/i.test(line.trim()))
  const line = lines.find((each) => /^fatal/i.test(each)) ?? lines.at(-1)
  return line === undefined
    ? ` (exit code ${exitCode})`
    : `: ${withoutSecrets(line.trim()).replace(/\.$/, '').slice(0, 300)}`
}

/** User names and passwords in URLs are taken out, wherever they come from. */
export function withoutSecrets(text: string): string {
  return text.replace(/(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@']+@/gi, '$1')
}
