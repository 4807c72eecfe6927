import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Certificate {
  cert: string
  key: string
}

/**
 * Certificates for tests, made by OpenSSL in `folder`: an authority that is not trusted by any machine, and servers of
 * it.
 */
export function makeAuthority(folder: string) {
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' })
  const key = (name: string) => openssl('ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', `${name}.key`)
  const load = (name: string): Certificate => ({
    cert: readFileSync(join(folder, `${name}.pem`), 'utf8'),
    key: readFileSync(join(folder, `${name}.key`), 'utf8'),
  })
  key('ca')
  openssl(
    'req',
    '-x509',
    '-key',
    'ca.key',
    '-subj',
    '/O=Example Corporation/CN=Example Inspection',
    '-days',
    '30',
    '-out',
    'ca.pem',
  )
  return {
    ca: load('ca').cert,
    /** A certificate for a name or address, valid for `days`. */
    issue(name: string, subjectAltName: string, days: number): Certificate {
      key(name)
      writeFileSync(join(folder, `${name}.ext`), `subjectAltName=${subjectAltName}`)
      openssl('req', '-new', '-key', `${name}.key`, '-subj', `/CN=${name}`, '-out', `${name}.csr`)
      const authority = [
        '-CA',
        'ca.pem',
        '-CAkey',
        'ca.key',
        '-CAcreateserial',
        '-days',
        String(days),
        '-extfile',
        `${name}.ext`,
      ]
      openssl('x509', '-req', '-in', `${name}.csr`, ...authority, '-out', `${name}.pem`)
      return load(name)
    },
  }
}
