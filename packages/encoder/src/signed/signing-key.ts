import { ObjectIdentifier } from 'asn1js'
import { PrivateKeyInfo, type AlgorithmIdentifier, type Certificate } from 'pkijs'
import { EncoderError } from '../encoder-error.js'
import { CURVES, OIDS } from './oids.js'

/** WebCrypto's, which the types of neither Node nor browsers have everywhere. */
export type CryptoKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>

/** The numbers of a public key, which can be compared. */
export type PublicNumbers = { [part in 'kty' | 'n' | 'e' | 'crv' | 'x' | 'y']?: string | undefined }

export interface SigningKey {
  key: CryptoKey
  publicNumbers: PublicNumbers
}

/** @throws EncoderError `invalid-certificate` where it is neither RSA nor EC on a curve that WebCrypto knows */
export async function importPrivateKey(pkcs8: Uint8Array): Promise<SigningKey> {
  try {
    const { privateKeyAlgorithm } = PrivateKeyInfo.fromBER(pkcs8.slice().buffer)
    const algorithm = algorithmOf(privateKeyAlgorithm)
    if (algorithm) {
      const key = await crypto.subtle.importKey('pkcs8', pkcs8.slice(), algorithm, true, ['sign'])
      return { key, publicNumbers: await crypto.subtle.exportKey('jwk', key) }
    }
  } catch {
    // No cause: it could tell of the key.
  }
  throw new EncoderError('invalid-certificate', 'Expected an RSA or EC private key, found another or a damaged one.', {
    hint: 'Curves are P-256, P-384 and P-521.',
  })
}

/** The public key of a certificate; undefined where WebCrypto knows no such key. */
export async function importPublicKey({ subjectPublicKeyInfo }: Certificate): Promise<PublicNumbers | undefined> {
  const algorithm = algorithmOf(subjectPublicKeyInfo.algorithm)
  if (!algorithm) return undefined
  const spki = subjectPublicKeyInfo.toSchema().toBER(false)
  const key = await crypto.subtle.importKey('spki', spki, algorithm, true, ['verify'])
  return crypto.subtle.exportKey('jwk', key)
}

export function isPair(owner: PublicNumbers, { publicNumbers }: SigningKey): boolean {
  return (['kty', 'n', 'e', 'crv', 'x', 'y'] as const).every((part) => owner[part] === publicNumbers[part])
}

function algorithmOf({ algorithmId, algorithmParams }: AlgorithmIdentifier) {
  if (algorithmId === OIDS.rsa) return { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
  if (algorithmId !== OIDS.ec || !(algorithmParams instanceof ObjectIdentifier)) return undefined
  const namedCurve = CURVES[algorithmParams.valueBlock.toString()]
  return namedCurve === undefined ? undefined : { name: 'ECDSA', namedCurve }
}
