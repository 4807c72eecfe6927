import { placeholderIn } from './placeholder-in.js'

/** A host, `*.` and a domain, or `*`, with a port where one is meant. */
export const HOST = /^(?:\*|(?:\*\.)?[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?(?::\d{1,5})?)$/

/** Whether a list of hosts and patterns (`*`, `*.example.com`, with or without port) lets a host or pattern through. */
export function isAllowed(host: string, allowed: readonly string[]): boolean {
  const wanted = plain(host)
  return allowed.some((entry) => {
    const pattern = plain(entry)
    if (pattern === '*' || pattern === wanted) return true
    return pattern.startsWith('*.') && wanted.replace(/^\*/, '').endsWith(pattern.slice(1))
  })
}

/** Whether a host is still to be filled in; hosts of URLs are in lower case. */
export function isPlaceholder(host: string): boolean {
  return placeholderIn(host) !== undefined || (host.includes('_') && placeholderIn(host.toUpperCase()) !== undefined)
}

function plain(host: string): string {
  return host.toLowerCase().replace(/:\d+$/, '').replace(/\.$/, '')
}

/** Whether a host of a URL is the machine itself. */
export function isLoopback(host: string): boolean {
  return /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(host)
}
