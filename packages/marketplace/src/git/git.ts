import { CoworkError, type Host, type RunOptions } from '@cowork-mdm/machine'
import { ofThisMachine } from '../of-this-machine.js'
import { backOff, type BackOff } from '../fleet/back-off.js'
import { gitEnvironment, SETTINGS } from './git-settings.js'
import { GitFailure } from './git-failure.js'

export interface GitOptions {
  allowInsecure: boolean
  /** Hosts are limited: no answer may lead to another one. */
  noRedirects: boolean
  /** In the form of git-credential-store; checked by `checkCredentialFile`. */
  credentialFile?: string | undefined
  /** For one call of git; 10 minutes unless told otherwise. */
  timeoutMs?: number | undefined
  backOff?: BackOff | undefined
  signal?: AbortSignal | undefined
  onProgress?: ((text: string) => void) | undefined
}

interface Call extends Pick<RunOptions, 'input' | 'maxOutputBytes' | 'signal'> {
  /** The repository, a folder of the host; none for `ls-remote`. */
  repository?: string
  /** Talks to a server: credentials are given, failures that pass are tried again, progress is shown. */
  remote?: boolean
  /** For messages: `list the branches of https://…`. */
  what: string
  /** Exit codes that are answers too. */
  accept?: readonly number[]
}

export interface Git {
  host: Host
  /** @throws CoworkError `git-missing`, or a `GitFailure` */
  run(args: readonly string[], call: Call): Promise<{ exitCode: number; stdout: Buffer; stderr: Buffer }>
}

// Git runs helpers with a shell of its own, so the path stays in the environment, where no shell reads it. Asked to store or
// to erase, the helper does nothing: the file is the administrator's.
const HELPER = '!f() { if test "$1" = get; then git credential-store --file "$COWORK_MDM_CREDENTIALS" get; fi; }; f'

const TIMEOUT_MS = 10 * 60_000

/** The system's git, without a shell, and without anything but the system's administrators deciding what it does. */
export function openGit(host: Host, options: GitOptions): Git {
  const { credentialFile, timeoutMs = TIMEOUT_MS, signal, onProgress } = options
  let prepared: Promise<{ home?: string }> | undefined
  const credentials =
    credentialFile === undefined ? [] : ['-c', 'credential.helper=', '-c', `credential.helper=${HELPER}`]
  const redirects = ['-c', `http.followRedirects=${options.noRedirects ? 'false' : 'initial'}`]

  return { host, run }

  async function run(args: readonly string[], call: Call) {
    const { home } = await (prepared ??= prepare(host))
    const env = {
      ...gitEnvironment(host.env, { allowInsecure: options.allowInsecure, home }),
      ...(credentialFile !== undefined && call.remote && { COWORK_MDM_CREDENTIALS: host.path(credentialFile) }),
    }
    const repository = call.repository === undefined ? NO_REPOSITORY : host.path(call.repository)
    const all = [...SETTINGS, ...redirects, ...(call.remote ? credentials : []), `--git-dir=${repository}`, ...args]
    const attempt = async () => {
      const result = await host
        .run('git', all, {
          env,
          timeoutMs,
          signal: call.signal && signal ? AbortSignal.any([call.signal, signal]) : (call.signal ?? signal),
          ...(call.input !== undefined && { input: call.input }),
          ...(call.maxOutputBytes !== undefined && { maxOutputBytes: call.maxOutputBytes }),
          ...(call.remote && onProgress && { onOutput: progressOf(onProgress) }),
        })
        .catch((cause: unknown) => {
          throw cause instanceof CoworkError && cause.code === 'command-missing' ? gitMissing(cause) : cause
        })
      if (result.exitCode === 0 || call.accept?.includes(result.exitCode)) return result
      throw new GitFailure(call.what, result.stderr.toString(), result.exitCode)
    }
    return call.remote ? await backOff(attempt, isPassing, { ...options.backOff, signal }) : await attempt()
  }
}

// Without it git would look for a repository around the current folder, and read its settings.
const NO_REPOSITORY = '/dev/null/none'

function isPassing(cause: unknown): boolean {
  return cause instanceof GitFailure && cause.passing
}

/** Whether git can be run, and with which home. */
async function prepare(host: Host): Promise<{ home?: string }> {
  // Where the developer tools are missing, macOS's /usr/bin/git opens an installer on the screen instead.
  if (host.platform === 'darwin') {
    const { exitCode } = await ofThisMachine(host.run('/usr/bin/xcode-select', ['-p']))
    if (exitCode !== 0) throw gitMissing()
  }
  return host.administrator && host.platform !== 'win32' ? { home: await homeOfRoot(host) } : {}
}

/** Settings, keys and credentials count where root has put them: not in the home of whoever called sudo. */
async function homeOfRoot(host: Host): Promise<string> {
  const candidates = [host.env['HOME'], host.platform === 'darwin' ? '/private/var/root' : '/root']
  for (const home of candidates) {
    if (home?.startsWith('/') && (await host.stat(home))?.uid === 0) return host.path(home)
  }
  return NO_REPOSITORY
}

function gitMissing(cause?: unknown): CoworkError {
  return new CoworkError('git-missing', 'Expected git on this machine, found none that may be run.', {
    hint: 'Install it (on macOS with "xcode-select --install"), or use an https archive with --sha256, which needs no git.',
    cause,
  })
}

/** Passes on how far git says it is: `Receiving objects:  42% (10/24)`. */
function progressOf(show: (text: string) => void): NonNullable<RunOptions['onOutput']> {
  return (chunk, stream) => {
    if (stream !== 'stderr') return
    const last = chunk
      .toString('latin1')
      .split(/[\r\n]+/)
      .findLast((line) => /\d+%/.test(line))
    if (last !== undefined) show(last.replace(/^remote: /, '').trim())
  }
}
