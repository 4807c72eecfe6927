import { CoworkError } from '@cowork-mdm/machine'
import { HttpsProxyAgent } from 'https-proxy-agent'

/**
 * Makes connections through an HTTP proxy, which sees where they go and nothing of what is in them. `ca` counts for a proxy
 * that is reached by https, too.
 *
 * @throws CoworkError `proxy-unsupported`
 */
export function proxyAgent(proxy: URL, ca: readonly string[] | undefined): HttpsProxyAgent<string> {
  if (proxy.protocol === 'http:' || proxy.protocol === 'https:')
    return new HttpsProxyAgent(proxy, { keepAlive: false, ...(ca && { ca: [...ca] }) })
  throw new CoworkError('proxy-unsupported', `Expected an HTTP proxy in the environment, found ${proxy.protocol}//.`, {
    hint: 'Set HTTPS_PROXY to http://host:port, or name the host in NO_PROXY.',
  })
}
