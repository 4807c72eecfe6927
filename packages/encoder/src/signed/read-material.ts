import forge from 'node-forge'
import { EncoderError } from '../encoder-error.js'
import { pemBlocks, type PemBlock } from './pem.js'

/** Certificate and key as files hold them: PEM, DER, or both in one PKCS#12 file. */
export interface SigningMaterial {
  /** The certificate, possibly with others of its chain; or PKCS#12 with certificate and key. */
  certificate: Uint8Array
  /** May be left out where `certificate` holds it. */
  key?: Uint8Array
  /** Certificates between that of the signer and the root. */
  chain?: Uint8Array
  /** Of the key, or of the PKCS#12 file. */
  passphrase?: string
}

export interface ReadMaterial {
  /** Certificates in DER, in the order of the files. */
  certificates: Uint8Array[]
  /** Private keys: PKCS#8 in DER. */
  keys: Uint8Array[]
}

/**
 * Takes the files apart. No error says what is in a key or a passphrase, and none carries a cause that could.
 * @throws EncoderError `invalid-certificate`
 */
export function readMaterial({ certificate, key, chain, passphrase }: SigningMaterial): ReadMaterial {
  const parts = [readFile(certificate, 'certificate', passphrase)]
  if (key) parts.push(readFile(key, 'key', passphrase))
  // Keys that stand beside the chain are none of ours.
  if (chain) parts.push({ ...readFile(chain, 'chain', passphrase), keys: [] })
  return { certificates: parts.flatMap((part) => part.certificates), keys: parts.flatMap((part) => part.keys) }
}

type Role = 'certificate' | 'key' | 'chain'

function readFile(bytes: Uint8Array, role: Role, passphrase: string | undefined): ReadMaterial {
  const blocks = pemBlocks(bytes)
  if (blocks.length > 0) {
    return {
      certificates: blocks.filter(({ label }) => label.endsWith('CERTIFICATE')).map((block) => block.bytes),
      keys: blocks.filter(({ label }) => label.endsWith('PRIVATE KEY')).map((block) => keyOf(block, passphrase)),
    }
  }
  const parsed = parseDer(bytes)
  if (!parsed) throw unreadable(`a ${role} in PEM, DER or PKCS#12`, 'something else')
  const [first] = parsed.value as forge.asn1.Asn1[]
  // PFX begins with its version, 3 (RFC 7292); a private key with 0 or 1; a certificate with what is signed.
  if (first?.type !== forge.asn1.Type.INTEGER) return { certificates: [bytes], keys: [] }
  return first.value === '\x03' ? readPkcs12(parsed, passphrase) : { certificates: [], keys: [toPkcs8(parsed)] }
}

function readPkcs12(parsed: forge.asn1.Asn1, passphrase: string | undefined): ReadMaterial {
  const { asn1, pki, pkcs12 } = forge
  let bags: forge.pkcs12.Bag[]
  try {
    bags = pkcs12.pkcs12FromAsn1(parsed, false, passphrase ?? '').safeContents.flatMap(({ safeBags }) => safeBags)
  } catch {
    throw wrongPassphrase('the PKCS#12 file', passphrase)
  }
  // What forge has no class for, as elliptic curves, it leaves as it stands.
  return {
    certificates: bags
      .filter(({ type }) => type === pki.oids['certBag'])
      .map(({ cert, asn1: other }) => toBytes(asn1.toDer(cert ? pki.certificateToAsn1(cert) : other))),
    keys: bags
      .filter(({ type }) => type === pki.oids['keyBag'] || type === pki.oids['pkcs8ShroudedKeyBag'])
      .map(({ key, asn1: other }) =>
        toBytes(asn1.toDer(key ? pki.wrapRsaPrivateKey(pki.privateKeyToAsn1(key)) : other)),
      ),
  }
}

function keyOf({ label, headers, bytes, text }: PemBlock, passphrase: string | undefined): Uint8Array {
  const { asn1, pki } = forge
  if (headers.includes('ENCRYPTED')) {
    // The form of OpenSSL before 1.0, of RSA keys only.
    const key = attempt(() => pki.decryptRsaPrivateKey(text, passphrase ?? ''))
    if (!key) throw wrongPassphrase('the key', passphrase)
    return toBytes(asn1.toDer(pki.wrapRsaPrivateKey(pki.privateKeyToAsn1(key))))
  }
  const parsed = parseDer(bytes)
  if (!parsed) throw unreadable('a private key in PEM', 'something else')
  if (label !== 'ENCRYPTED PRIVATE KEY') return toPkcs8(parsed)
  // The types say that null cannot be; it stands for a passphrase that does not fit.
  const key = attempt(() => pki.decryptPrivateKeyInfo(parsed, passphrase ?? '') as forge.asn1.Asn1 | null)
  if (!key) throw wrongPassphrase('the key', passphrase)
  return toBytes(asn1.toDer(key))
}

/** RFC 5208 around what RFC 8017 and RFC 5915 define; PKCS#8 itself as it is. */
function toPkcs8(key: forge.asn1.Asn1): Uint8Array {
  const { asn1, pki } = forge
  const parts = key.value as forge.asn1.Asn1[]
  const [, second, third] = parts
  // PKCS#8: version, algorithm, key.
  if (second?.type === asn1.Type.SEQUENCE) return toBytes(asn1.toDer(key))
  // RFC 8017: nine numbers.
  if (second?.type === asn1.Type.INTEGER) return toBytes(asn1.toDer(pki.wrapRsaPrivateKey(key)))
  // RFC 5915: version, key, [0] curve.
  const curve = third?.tagClass === asn1.Class.CONTEXT_SPECIFIC ? (third.value as forge.asn1.Asn1[])[0] : undefined
  if (second?.type !== asn1.Type.OCTETSTRING || !curve) throw unreadable('an RSA or EC private key', 'another kind')
  const { UNIVERSAL } = asn1.Class
  const sequence = (value: forge.asn1.Asn1[]) => asn1.create(UNIVERSAL, asn1.Type.SEQUENCE, true, value)
  const ecPublicKey = asn1.create(UNIVERSAL, asn1.Type.OID, false, asn1.oidToDer('1.2.840.10045.2.1').getBytes())
  const version = asn1.create(UNIVERSAL, asn1.Type.INTEGER, false, asn1.integerToDer(0).getBytes())
  const octets = asn1.create(UNIVERSAL, asn1.Type.OCTETSTRING, false, asn1.toDer(key).getBytes())
  return toBytes(asn1.toDer(sequence([version, sequence([ecPublicKey, curve]), octets])))
}

function parseDer(bytes: Uint8Array): forge.asn1.Asn1 | undefined {
  const parsed = attempt(() => forge.asn1.fromDer(forge.util.binary.raw.encode(bytes), false))
  return Array.isArray(parsed?.value) ? parsed : undefined
}

function toBytes(der: forge.util.ByteStringBuffer): Uint8Array {
  return forge.util.binary.raw.decode(der.getBytes())
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}

function unreadable(expected: string, found: string): EncoderError {
  return new EncoderError('invalid-certificate', `Expected ${expected}, found ${found}.`, {
    hint: 'Pass the certificate and its RSA or EC key as PEM, or both as PKCS#12 (.p12, .pfx).',
  })
}

function wrongPassphrase(what: string, passphrase: string | undefined): EncoderError {
  const found = passphrase === undefined ? 'none' : 'another one'
  return new EncoderError('invalid-certificate', `Expected the passphrase of ${what}, found ${found}.`, {
    hint: 'Pass the passphrase that it was written with.',
  })
}
