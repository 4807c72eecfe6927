/**
 * The proxy that an environment names for an https address, as curl and most others read it: `https_proxy`, else
 * `all_proxy`, unless `no_proxy` names the host or a domain above it.
 */
export function proxyFor(url: URL, env: Readonly<Record<string, string>>): URL | undefined {
  const get = (name: string) => env[name.toLowerCase()] ?? env[name.toUpperCase()]
  const proxy = get('https_proxy') ?? get('all_proxy')
  if (!proxy || isExcepted(url, get('no_proxy') ?? '')) return undefined
  const text = /^[a-z][a-z0-9+.-]*:\/\//i.test(proxy) ? proxy : `http://${proxy}`
  return URL.canParse(text) ? new URL(text) : undefined
}

function isExcepted({ hostname, port }: URL, list: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '')
  return list.split(/[\s,]+/).some((entry) => {
    if (entry === '*') return true
    const [, name = '', only] = /^(?:\*?\.)?\[?(.*?)\]?(?::(\d+))?$/.exec(entry.toLowerCase()) ?? []
    if (name === '' || (only !== undefined && only !== (port || '443'))) return false
    return host === name || host.endsWith(`.${name}`)
  })
}
