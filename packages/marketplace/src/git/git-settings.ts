/**
 * What every call of git gets before its own arguments, so that neither a repository nor the settings of whoever runs this
 * decide what is run. Proxies, certificates and credential helpers of the system still count.
 */
export const SETTINGS: readonly string[] = [
  'protocol.allow=never',
  'protocol.ext.allow=never',
  'core.hooksPath=/dev/null',
  'core.fsmonitor=false',
  'core.attributesFile=/dev/null',
  'core.askPass=',
  'credential.interactive=false',
  'submodule.recurse=false',
  'fetch.recurseSubmodules=false',
  'gc.auto=0',
  'maintenance.auto=false',
  // A server that sends less than a kilobyte a second for half a minute is given up.
  'http.lowSpeedLimit=1000',
  'http.lowSpeedTime=30',
].flatMap((setting) => ['-c', setting])

/**
 * Variables through which an environment could choose what git runs, where it works, or make it write credentials into its
 * output.
 */
const CLEARED = [
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_INDEX_FILE',
  'GIT_NAMESPACE',
  'GIT_OBJECT_DIRECTORY',
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_REPLACE_REF_BASE',
  'GIT_CONFIG',
  'GIT_CONFIG_PARAMETERS',
  'GIT_CONFIG_COUNT',
  'GIT_EXEC_PATH',
  'GIT_TEMPLATE_DIR',
  'GIT_SSH',
  'GIT_SSH_COMMAND',
  'GIT_PROXY_COMMAND',
  'GIT_ASKPASS',
  'SSH_ASKPASS',
  'GIT_TRACE',
  'GIT_TRACE_CURL',
  'GIT_TRACE_PACKET',
  'GIT_TRACE_SETUP',
  'GIT_TRACE2',
  'GIT_TRACE2_EVENT',
  'GIT_TRACE2_PERF',
  'GIT_CURL_VERBOSE',
  'GIT_SSL_NO_VERIFY',
]

/** Transports that git may use, for `GIT_ALLOW_PROTOCOL`, which goes before every setting. */
function transports(allowInsecure: boolean): string {
  return ['https', 'ssh', ...(allowInsecure ? ['http', 'file'] : [])].join(':')
}

/**
 * The environment of every call of git. `home`, where given, takes the place of the user's own: as root, what HOME names may
 * belong to somebody else, whose settings and keys must not count.
 */
export function gitEnvironment(
  env: Readonly<Record<string, string>>,
  { allowInsecure, home }: { allowInsecure: boolean; home?: string | undefined },
): Record<string, string | undefined> {
  const foreign = Object.keys(env).filter((name) => /^GIT_/i.test(name))
  return {
    ...Object.fromEntries([...CLEARED, ...foreign].map((name) => [name, undefined])),
    GIT_TERMINAL_PROMPT: '0',
    GCM_INTERACTIVE: 'never',
    GIT_ALLOW_PROTOCOL: transports(allowInsecure),
    GIT_PROTOCOL_FROM_USER: '0',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_ATTR_NOSYSTEM: '1',
    GIT_SSH_COMMAND: 'ssh -oBatchMode=yes -oConnectTimeout=20 -oForwardAgent=no -oPermitLocalCommand=no',
    // Messages are looked at.
    LC_ALL: 'C',
    LANGUAGE: 'C',
    ...(home !== undefined && { HOME: home, XDG_CONFIG_HOME: undefined }),
  }
}
