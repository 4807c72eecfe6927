/** The systems that Claude Desktop runs on, as Node names them. */
export type Platform = 'darwin' | 'win32' | 'linux'

/**
 * One computer, real or simulated: every function that touches a computer takes it as an argument. Paths are those of
 * that computer (`/Library/…`, `C:\ProgramData\…`), absolute, whatever they are called on the disk of the machine that
 * runs this; messages name them as well. Failures are a `CoworkError`.
 */
export interface Host extends HostFiles {
  readonly platform: Platform
  /** The folder that stands for the machine's root: `/`, the system drive, or the folder of a simulated machine. */
  readonly root: string
  /** Environment variables. On Windows, which ignores the case of their names, all names are in upper case. */
  readonly env: Readonly<Record<string, string>>
  /** Whether this runs as root or, on Windows, with administrator rights. */
  readonly administrator: boolean
  now(): Date
  /** The people with a home on this machine, by name; services are left out. */
  users(): Promise<readonly HostUser[]>
  /**
   * Who may do what with files beyond what `stat` tells, for `whoCanChange`: security descriptors (SDDL) on Windows,
   * the entries that `ls -e` shows on macOS, nothing on Linux, whose permission bits tell all. Undefined for a path of
   * which it cannot be found out.
   */
  accessLists(paths: readonly string[]): Promise<(string | undefined)[]>
  /**
   * Runs a command without a shell and waits for it. A bare name is looked up in `PATH`; as root, only in folders that
   * nobody else can change. Every exit code is an answer.
   *
   * @throws CoworkError `command-missing`, `command-failed` (it could not be started), `command-timeout` or
   * `command-output-too-large`; in the last two cases the command and its children have been ended. An aborted signal
   * ends them too, and its reason is thrown.
   */
  run(command: string, args: readonly string[], options?: RunOptions): Promise<RunResult>
  /** Addresses of a host name, as programs of this machine get them. */
  resolve(name: string, options?: { timeoutMs?: number; signal?: AbortSignal }): Promise<ResolveResult>
  /**
   * Connects to a port and hangs up; with `tls`, after a handshake. Nothing is sent beyond that, no credential ever.
   */
  connect(name: string, port: number, options?: ConnectOptions): Promise<ConnectResult>
}

export interface HostUser {
  /** Short name of the account. */
  name: string
  home: string
  /** macOS and Linux. */
  uid?: number
  gid?: number
  /** Windows. */
  sid?: string
}

/**
 * The files of a host. Where this runs as root, nobody else can make it touch what they choose: it writes only where
 * every folder on the way belongs to root and others cannot write in it (`untrusted-folder` otherwise), and it reads
 * through links only where others could not have put them (`link-not-followed`).
 */
export interface HostFiles {
  /**
   * Where the path is on the disk of the machine that runs this, links followed. For programs and libraries that open
   * files themselves.
   */
  path(path: string): string
  /** The same place without any link on the way, spelled as the disk spells it; nothing where there is nothing. */
  realPath(path: string): Promise<string | undefined>
  /** What stands at a path, or nothing. A link is not followed unless asked for. */
  stat(path: string, options?: { follow?: boolean }): Promise<FileFacts | undefined>
  /**
   * All that a path leads through, from the top to what stands there: every folder, every link, and last the thing
   * itself; nothing where there is nothing. As this only looks, links of others are gone through too.
   */
  way(path: string): Promise<{ path: string; facts: FileFacts }[] | undefined>
  /** What is in a folder, by name. Fails with `file-missing` where there is none. */
  list(folder: string): Promise<FolderEntry[]>
  /**
   * Goes through all that is in a folder and in folders in it, by name, links not followed: what `list` and `stat` tell
   * of each, in one go. A folder is entered after it was visited, unless the answer was false.
   */
  walk(folder: string, visit: (entry: WalkedEntry) => boolean | void): Promise<void>
  /**
   * The bytes of a file of at most `maxBytes` (16 MiB unless told otherwise; `too-large` beyond, or with `tail` the last
   * ones). Links are followed.
   */
  read(path: string, options?: { maxBytes?: number; tail?: boolean; signal?: AbortSignal }): Promise<Buffer>
  /** Writes a whole file or none; see `FileWriteOptions`. A link at the path is replaced, never followed. */
  write(path: string, bytes: Uint8Array | string, options?: FileWriteOptions): Promise<void>
  /**
   * Makes a folder (0755 unless told otherwise) and, with mode 0755, missing ones above it. Tells whether there was
   * anything to make.
   */
  makeFolder(path: string, options?: Access & Flushing): Promise<boolean>
  /**
   * Makes a symbolic link with this text, or switches the one that is there in one step. `exists` where something else
   * is.
   */
  link(path: string, target: string): Promise<void>
  /** Renames in one step; a file or link at `to` is replaced, an empty folder by a folder. */
  rename(from: string, to: string): Promise<void>
  /**
   * Removes a file, a link (never what it leads to) or a folder, which must be empty unless `contents`. Tells whether
   * there was one.
   */
  remove(path: string, options?: { contents?: boolean }): Promise<boolean>
  /** Sets permission bits and owner of a file or folder; a link is refused. */
  protect(path: string, access: Access): Promise<void>
  /**
   * Makes a file, or the names in a folder, outlast a power cut. For many files it is far faster to write all first and
   * flush them then.
   */
  flush(path: string): Promise<void>
  /** A new, empty folder that only this user can enter; the caller removes it. */
  temporaryFolder(): Promise<string>
}

export type FileType = 'file' | 'folder' | 'link' | 'other'

export interface FolderEntry {
  name: string
  type: FileType
}

export interface WalkedEntry extends FolderEntry {
  /** Names from the folder that was asked for, its own the last. */
  names: readonly string[]
  /** Absent of what has gone meanwhile, and of names that a simulated Windows cannot open. */
  facts?: FileFacts
}

export interface FileFacts {
  type: FileType
  /** In bytes. */
  size: number
  modified: Date
  /** Permission bits with set-user-id, set-group-id and sticky. Absent on Windows, as are the owners. */
  mode?: number
  uid?: number
  gid?: number
  /** What a link says, as it stands there. */
  target?: string
}

/**
 * Permission bits and owner. Windows has neither: there they are passed over, and a new file inherits its folder's
 * list.
 */
export interface Access {
  mode?: number
  owner?: { uid: number; gid: number }
}

export interface Flushing {
  /**
   * Whether what is written and its name outlast a power cut before this returns; true unless told otherwise. See
   * `HostFiles.flush`.
   */
  flush?: boolean
}

export interface FileWriteOptions extends Access, Flushing {
  /** By default the mode of the file that is replaced, else 0644 whatever the umask. */
  mode?: number
  /** Fails with `exists`, in one step with the writing, where there is something already. */
  exclusive?: boolean
  signal?: AbortSignal
}

export interface RunOptions {
  /** What the command reads; nothing by default. */
  input?: Uint8Array | string
  cwd?: string
  /** Added to the host's environment; an undefined value takes a variable away. */
  env?: Readonly<Record<string, string | undefined>>
  /** A minute unless told otherwise. */
  timeoutMs?: number
  /** Of stdout and of stderr each; 16 MiB unless told otherwise. */
  maxOutputBytes?: number
  signal?: AbortSignal
  /**
   * Runs as another user, without further groups; only root can. Of the host's environment it gets no more than the path
   * of programs, language and time zone. Not on Windows.
   */
  user?: { uid: number; gid: number }
  /** Told of what the command says while it runs. */
  onOutput?: (chunk: Buffer, stream: 'stdout' | 'stderr') => void
}

export interface RunResult {
  /** As a shell tells it: a command that a signal ended has 128 and the signal's number. */
  exitCode: number
  stdout: Buffer
  stderr: Buffer
}

export type ResolveResult = { ok: true; addresses: string[] } | NetworkFailure

export interface ConnectOptions {
  /** For everything together; 10 seconds unless told otherwise. */
  timeoutMs?: number
  signal?: AbortSignal
  /** Makes a TLS handshake, trusting what the machine trusts, or these certificates (PEM) instead. */
  tls?: boolean | { ca: string[] }
  /** An HTTP proxy that is asked for a tunnel, without credentials. */
  proxy?: { name: string; port: number }
}

export type ConnectResult = { ok: true; address: string; tls?: TlsFacts } | NetworkFailure

export interface NetworkFailure {
  ok: false
  /** How far it came. */
  stage: 'resolve' | 'connect' | 'proxy' | 'tls'
  /**
   * The system's or OpenSSL's code (`ENOTFOUND`, `ECONNREFUSED`, `CERT_HAS_EXPIRED`), `TIMEOUT`, or `HTTP-407` of a
   * proxy.
   */
  code: string
  /** What happened, for people. */
  reason: string
  /** The certificate that was shown, where it came so far: who intercepts TLS stands in it. */
  tls?: TlsFacts
}

export interface TlsFacts {
  /** `TLSv1.3`, for one. */
  protocol: string
  subject: string
  issuer: string
  /** The certificate's last day and time. */
  validTo: Date
}
