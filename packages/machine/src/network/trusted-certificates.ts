import type { Host } from '../host.js'

const PEM = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g

/** Where distributions keep all that they trust in one file: Debian, Red Hat, SUSE, Alpine. */
const BUNDLES = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/ssl/cert.pem',
]

const KEYCHAINS = ['/System/Library/Keychains/SystemRootCertificates.keychain', '/Library/Keychains/System.keychain']

// The output is ASCII whatever the code page.
const LIST_WINDOWS = `Get-ChildItem Cert:\\LocalMachine\\Root, Cert:\\LocalMachine\\CA, Cert:\\CurrentUser\\Root |
  ForEach-Object { '-----BEGIN CERTIFICATE-----'; [Convert]::ToBase64String($_.RawData); '-----END CERTIFICATE-----' }`

/**
 * The certificates that a machine trusts, as its administrator set them up, in PEM; nothing where they cannot be read.
 * Node 20 knows only its own list, in which no company's proxy stands.
 */
export async function trustedCertificates(
  host: Pick<Host, 'platform' | 'env' | 'read' | 'run'>,
): Promise<string[] | undefined> {
  const found = (await textOf(host)).match(PEM)
  return found ? [...new Set(found)] : undefined
}

async function textOf({ platform, env, read, run }: Pick<Host, 'platform' | 'env' | 'read' | 'run'>): Promise<string> {
  const said = async (command: string, args: string[]) => {
    return await run(command, args, { timeoutMs: 20_000 }).then(
      ({ stdout }) => stdout.toString('latin1'),
      () => '',
    )
  }
  if (platform === 'darwin') return await said('/usr/bin/security', ['find-certificate', '-a', '-p', ...KEYCHAINS])
  if (platform === 'win32') {
    const powershell = `${env['SYSTEMROOT'] ?? 'C:\\Windows'}\\System32\\WindowsPowerShell\\v1.0\\powershell.exe`
    return await said(powershell, ['-NoProfile', '-NonInteractive', '-Command', LIST_WINDOWS])
  }
  for (const file of [env['SSL_CERT_FILE'], ...BUNDLES]) {
    const bytes = file === undefined ? undefined : await read(file).catch(() => undefined)
    if (bytes) return bytes.toString('latin1')
  }
  return ''
}
