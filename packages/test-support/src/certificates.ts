import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** In PEM. */
export interface Certificate {
  cert: string
  key: string
}

export interface Authority {
  /** Its certificate in PEM, which no machine trusts by itself. */
  ca: string
  /** Makes the certificate of a server; `subjectAltName` as OpenSSL has it: `DNS:localhost`. */
  issue(name: string, subjectAltName: string, days: number): Certificate
}

/** An authority with certificates for servers, made by OpenSSL in `folder`. */
export function makeAuthority(folder: string): Authority {
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' })
  const key = (name: string) => openssl('ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', `${name}.key`)
  const load = (name: string): Certificate => ({
    cert: readFileSync(join(folder, `${name}.pem`), 'utf8'),
    key: readFileSync(join(folder, `${name}.key`), 'utf8'),
  })
  key('ca')
  const subject = '/O=Example Corporation/CN=Example Inspection'
  openssl(...words('req -x509 -key ca.key -days 30 -out ca.pem -subj'), subject)
  return {
    ca: load('ca').cert,
    issue(name, subjectAltName, days) {
      key(name)
      writeFileSync(join(folder, `${name}.ext`), `subjectAltName=${subjectAltName}`)
      openssl(...words(`req -new -key ${name}.key -out ${name}.csr -subj`), `/CN=${name}`)
      const signed = `-CA ca.pem -CAkey ca.key -CAcreateserial -days ${days} -extfile ${name}.ext`
      openssl(...words(`x509 -req -in ${name}.csr ${signed} -out ${name}.pem`))
      return load(name)
    },
  }
}

function words(line: string): string[] {
  return line.split(' ')
}
