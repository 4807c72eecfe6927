import { createHash } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { CoworkError, type Host } from '@cowork-mdm/machine'

/**
 * Waits for this machine's own share of `seconds`, always the same one, so that a fleet that checks in on the minute does not
 * reach a server on the second. An aborted signal ends the wait, and its reason is thrown.
 */
export async function splay(host: Host, seconds: number, signal?: AbortSignal): Promise<void> {
  if (seconds <= 0) return
  await setTimeout(splayOffsetMs(await machineIdentifier(host), seconds), undefined, { signal }).catch(
    (aborted: unknown) => {
      signal?.throwIfAborted()
      throw aborted
    },
  )
}

/** The share of a machine: evenly spread over identifiers, the same for one. */
export function splayOffsetMs(identifier: string, seconds: number): number {
  const digest = createHash('sha256').update(`cowork-mdm splay ${identifier}`).digest()
  return Math.floor((digest.readUIntBE(0, 6) / 2 ** 48) * seconds * 1000)
}

/** What tells this machine from all others, and stays as long as it is not installed anew. */
async function machineIdentifier(host: Host): Promise<string> {
  switch (host.platform) {
    case 'linux':
      return (await host.read('/etc/machine-id', { maxBytes: 1024 })).toString().trim()
    case 'darwin':
      return await asked(host, '/usr/sbin/ioreg', ['-rd1', '-c', 'IOPlatformExpertDevice'], /"IOPlatformUUID" = "(.+)"/)
    case 'win32':
      return await asked(
        host,
        `${host.env['SYSTEMROOT'] ?? 'C:\\Windows'}\\System32\\reg.exe`,
        ['query', 'HKLM\\SOFTWARE\\Microsoft\\Cryptography', '/v', 'MachineGuid', '/reg:64'],
        /MachineGuid\s+REG_SZ\s+(\S+)/,
      )
  }
}

async function asked(host: Host, command: string, args: readonly string[], pattern: RegExp): Promise<string> {
  const { stdout } = await host.run(command, args)
  const [, identifier] = pattern.exec(stdout.toString()) ?? []
  if (identifier !== undefined) return identifier
  throw new CoworkError(
    'no-machine-identifier',
    `Expected ${command} to tell what identifies this machine, found nothing.`,
    {
      hint: 'Leave --splay out, and let the MDM spread the check-ins.',
    },
  )
}
