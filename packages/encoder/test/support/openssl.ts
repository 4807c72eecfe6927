import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Whether openssl is there; tests that need it are skipped, visibly, where it is not. */
export const hasOpenssl = spawnSync('openssl', ['version']).status === 0

/** A folder for keys, certificates and messages, with openssl to make and check them. */
export class OpensslFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'encoder-signed-'))

  run(...args: string[]): Buffer {
    return execFileSync('openssl', args, { cwd: this.path, stdio: ['ignore', 'pipe', 'pipe'] })
  }

  /** Exit code and error output; 0 where it worked. */
  try(...args: string[]): { status: number | null; stderr: string } {
    const { status, stderr } = spawnSync('openssl', args, { cwd: this.path, encoding: 'utf8' })
    return { status, stderr }
  }

  read(name: string): Uint8Array {
    return new Uint8Array(readFileSync(join(this.path, name)))
  }

  write(name: string, bytes: Uint8Array | string): void {
    writeFileSync(join(this.path, name), bytes)
  }

  /** `<name>.key` in PKCS#8 and `<name>.crt`, signed by itself or by `issuer`. */
  certificate(
    name: string,
    kind: 'rsa' | 'P-256' | 'P-384' | 'ed25519',
    { issuer = '', from = '', to = '' } = {},
  ): void {
    const algorithm =
      kind === 'rsa'
        ? ['RSA', '-pkeyopt', 'rsa_keygen_bits:2048']
        : kind === 'ed25519'
          ? ['ED25519']
          : ['EC', '-pkeyopt', `ec_paramgen_curve:${kind}`]
    this.run('genpkey', '-algorithm', ...algorithm, '-out', `${name}.key`)
    this.run('req', '-new', '-key', `${name}.key`, '-subj', `/CN=Test ${name}/O=Example Ltd`, '-out', `${name}.csr`)
    const signer =
      issuer === '' ? ['-selfsign', '-keyfile', `${name}.key`] : ['-cert', `${issuer}.crt`, '-keyfile', `${issuer}.key`]
    this.write('index.txt', '')
    this.write('ca.cnf', CA_CONFIG)
    const dates = ['-startdate', from === '' ? '20250101000000Z' : from, '-enddate', to === '' ? '20991231235959Z' : to]
    this.run(
      'ca',
      '-batch',
      '-config',
      'ca.cnf',
      '-create_serial',
      '-notext',
      ...signer,
      ...dates,
      '-in',
      `${name}.csr`,
      '-out',
      `${name}.crt`,
    )
  }

  remove(): void {
    rmSync(this.path, { recursive: true })
  }
}

const CA_CONFIG = `[ca]
default_ca = test
[test]
database = index.txt
serial = serial.txt
new_certs_dir = .
default_md = sha256
policy = any
x509_extensions = v3
unique_subject = no
[any]
commonName = supplied
organizationName = optional
[v3]
basicConstraints = critical, CA:TRUE
subjectKeyIdentifier = hash
`
