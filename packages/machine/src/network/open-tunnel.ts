import { request } from 'node:http'
import { isIPv6, type Socket } from 'node:net'

/** Asks the HTTP proxy behind `socket` for a tunnel, and returns the status that it answers with. */
export async function openTunnel(socket: Socket, name: string, port: number): Promise<number> {
  const authority = `${isIPv6(name) ? `[${name}]` : name}:${port}`
  return await new Promise((resolve, reject) => {
    const asked = request({
      method: 'CONNECT',
      path: authority,
      headers: { host: authority },
      createConnection: () => socket,
    })
    asked.once('connect', (answer) => resolve(answer.statusCode ?? 0))
    asked.once('response', (answer) => resolve(answer.statusCode ?? 0))
    asked.once('error', reject)
    asked.end()
  })
}
