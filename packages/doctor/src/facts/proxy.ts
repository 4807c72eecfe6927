import { quietly, regOf, type Host } from '@cowork-mdm/machine'
import { proxyFor } from '@cowork-mdm/marketplace'
import { SETTING_ROLES, type JsonValue } from '@cowork-mdm/schema'

/** How this configuration gets out, as far as it can be followed here. */
export interface ProxyChoice {
  /** Who says so: a setting, a variable, the system. */
  from: string
  /** `untried`: there is one, or may be, and hosts are tried without it. */
  kind: 'direct' | 'fixed' | 'untried' | 'unusable'
  /** Why it is not tried. */
  why?: string
  /** Of a fixed one; never with a user name or password. */
  address?: { name: string; port: number }
  /** The proxy for a host; nothing where there is none for it. */
  for(host: string): { name: string; port: number } | undefined
}

/** The proxy that the app uses: its own setting (a script comes first), the environment, the system. */
export async function proxyOf(
  host: Host,
  values: Readonly<Record<string, JsonValue>>,
  signal: AbortSignal | undefined,
): Promise<ProxyChoice> {
  const { proxy, proxyScript } = SETTING_ROLES
  if (typeof values[proxyScript] === 'string') return script(proxyScript)
  const set = values[proxy]
  if (typeof set === 'string') return fixed(proxy, set, [])
  const probe = new URL('https://proxy-probe.invalid/')
  const named = proxyFor(probe, host.env)
  if (named) {
    const choice = fixed('the environment', named.href, [])
    return { ...choice, for: (name) => (proxyFor(new URL(`https://${name}/`), host.env) ? choice.address : undefined) }
  }
  const system =
    host.platform === 'darwin'
      ? await ofMac(host, signal)
      : host.platform === 'win32'
        ? await ofWindows(host, signal)
        : undefined
  return system ?? { from: 'nobody', kind: 'direct', for: () => undefined }
}

function script(from: string): ProxyChoice {
  return { from, kind: 'untried', why: 'a script decides', for: () => undefined }
}

function fixed(from: string, text: string, bypass: readonly string[]): ProxyChoice {
  const full = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`
  const url = URL.canParse(full) ? new URL(full) : undefined
  if (url?.protocol === 'https:')
    return { from, kind: 'untried', why: 'the proxy itself speaks TLS', for: () => undefined }
  if (!url || url.protocol !== 'http:' || url.hostname === '') return { from, kind: 'unusable', for: () => undefined }
  const address = { name: url.hostname.replace(/^\[|\]$/g, ''), port: Number(url.port || 80) }
  return {
    from,
    kind: 'fixed',
    address,
    for: (name) => (isLocal(name) || bypass.some((entry) => matches(name, entry)) ? undefined : address),
  }
}

function isLocal(name: string): boolean {
  return name === 'localhost' || name === '::1' || /^127\./.test(name)
}

/** `*.example.com`, `10.*`, and on Windows `<local>` for names without a dot. */
function matches(name: string, entry: string): boolean {
  if (entry === '<local>') return !name.includes('.')
  const pattern = entry
    .trim()
    .toLowerCase()
    .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
  return pattern !== '' && new RegExp(`^${pattern}$`).test(name.toLowerCase())
}

/** What System Settings has for the network that is used. */
async function ofMac(host: Host, signal: AbortSignal | undefined): Promise<ProxyChoice | undefined> {
  const run = await quietly(host.run('/usr/sbin/scutil', ['--proxy'], { timeoutMs: 5000, ...(signal && { signal }) }))
  const said = run?.exitCode === 0 ? run.stdout.toString() : ''
  const value = (name: string) => new RegExp(`^\\s*${name} : (.+)$`, 'm').exec(said)?.[1]
  if (value('ProxyAutoConfigEnable') === '1') return script('System Settings')
  if (value('HTTPSEnable') !== '1') return undefined
  const [, list = ''] = /ExceptionsList : <array> \{([^}]*)\}/.exec(said) ?? []
  const bypass = [...list.matchAll(/^\s*\d+ : (.+)$/gm)].map(([, entry]) => entry!)
  return fixed('System Settings', `${value('HTTPSProxy')}:${value('HTTPSPort') ?? '80'}`, bypass)
}

/** What Internet Options has for the user. */
async function ofWindows(host: Host, signal: AbortSignal | undefined): Promise<ProxyChoice | undefined> {
  const key = 'HKCU\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Internet Settings'
  const run = await quietly(host.run(regOf(host), ['query', key], { timeoutMs: 5000, ...(signal && { signal }) }))
  const said = run?.exitCode === 0 ? run.stdout.toString() : ''
  const value = (name: string) => new RegExp(`^\\s*${name}\\s+REG_\\w+\\s+(.+?)\\s*$`, 'm').exec(said)?.[1]
  if (value('AutoConfigURL') !== undefined) return script('Internet Options')
  const server = value('ProxyServer')
  if (Number(value('ProxyEnable') ?? 0) === 0 || server === undefined) return undefined
  // Either one for everything, or `http=a:80;https=b:80`.
  const [, https] = /(?:^|;)https=([^;]+)/.exec(server) ?? []
  if (https === undefined && server.includes('=')) return undefined
  return fixed('Internet Options', https ?? server, (value('ProxyOverride') ?? '').split(';'))
}
