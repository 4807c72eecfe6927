import { Null, ObjectIdentifier, OctetString } from 'asn1js'
import {
  AlgorithmIdentifier,
  Attribute,
  Certificate,
  ContentInfo,
  EncapsulatedContentInfo,
  IssuerAndSerialNumber,
  SignedAndUnsignedAttributes,
  SignedData,
  SignerInfo,
} from 'pkijs'
import { EncoderError } from '../encoder-error.js'
import { certificateFacts } from './certificate-facts.js'
import { OIDS } from './oids.js'
import { importPrivateKey, importPublicKey, isPair, type CryptoKey } from './signing-key.js'
import { readMaterial, type SigningMaterial } from './read-material.js'

export interface SignOptions extends SigningMaterial {
  /** When the certificate has to be valid; by default at present. */
  now?: Date
}

/**
 * A configuration profile as CMS SignedData (RFC 5652) around it, in DER: one signer, SHA-256, no signing time, with the
 * certificates that came along. Devices show the profile as signed by the certificate's subject.
 * @throws EncoderError `invalid-certificate` where certificate and key are unreadable, do not belong together, or the
 * certificate is not valid at `now`
 */
export async function signProfile(profile: Uint8Array, options: SignOptions): Promise<Uint8Array> {
  const { certificates, key } = await signerOf(options)
  const [certificate] = certificates as [Certificate]
  checkValidity(certificate, options.now ?? new Date())
  const digest = await crypto.subtle.digest('SHA-256', profile.slice())
  const content = new EncapsulatedContentInfo({ eContentType: OIDS.data })
  // Given to the constructor, it would be cut in parts, which is BER.
  content.eContent = new OctetString({ valueHex: profile.slice().buffer })
  const signed = new SignedData({
    version: 1,
    encapContentInfo: content,
    certificates,
    signerInfos: [
      new SignerInfo({
        version: 1,
        sid: new IssuerAndSerialNumber({ issuer: certificate.issuer, serialNumber: certificate.serialNumber }),
        signedAttrs: new SignedAndUnsignedAttributes({
          type: 0,
          attributes: [
            new Attribute({ type: OIDS.contentType, values: [new ObjectIdentifier({ value: OIDS.data })] }),
            new Attribute({ type: OIDS.messageDigest, values: [new OctetString({ valueHex: digest })] }),
          ],
        }),
      }),
    ],
  })
  signed.digestAlgorithms = [new AlgorithmIdentifier({ algorithmId: OIDS.sha256, algorithmParams: new Null() })]
  await signed.sign(key, 0, 'SHA-256')
  const whole = new ContentInfo({ contentType: OIDS.signedData, content: signed.toSchema(true) })
  return new Uint8Array(whole.toSchema().toBER(false))
}

/** The certificate that the key belongs to, then the others. */
async function signerOf(material: SigningMaterial): Promise<{ certificates: Certificate[]; key: CryptoKey }> {
  const { certificates: files, keys } = readMaterial(material)
  const certificates = files.map(parseCertificate)
  const [first] = certificates
  if (!first) throw missing('a certificate')
  if (keys.length === 0) throw missing('the private key of the certificate')
  const owners = await Promise.all(certificates.map(importPublicKey))
  for (const file of keys) {
    const key = await importPrivateKey(file)
    const at = owners.findIndex((owner) => owner && isPair(owner, key))
    if (at >= 0)
      return { certificates: [certificates[at]!, ...certificates.filter((_, index) => index !== at)], key: key.key }
  }
  const { subject } = certificateFacts(first)
  throw new EncoderError(
    'invalid-certificate',
    `Expected the private key of ${subject}, found one of another certificate.`,
    {
      hint: 'Pass the key that the certificate was requested with.',
    },
  )
}

function parseCertificate(der: Uint8Array): Certificate {
  try {
    return Certificate.fromBER(der.slice().buffer)
  } catch (cause) {
    throw new EncoderError('invalid-certificate', 'Expected an X.509 certificate, found something else.', {
      hint: 'Pass it as PEM or DER.',
      cause,
    })
  }
}

function checkValidity(certificate: Certificate, now: Date): void {
  const { subject, notBefore, notAfter } = certificateFacts(certificate)
  if (now >= notBefore && now <= notAfter) return
  const [when, at] = now < notBefore ? ['is not valid before', notBefore] : ['expired at', notAfter]
  const message = `Expected a certificate that is valid at present, found that of ${subject}, which ${when} ${at.toISOString()}.`
  throw new EncoderError('invalid-certificate', message, { hint: 'Sign with a valid one: devices refuse others.' })
}

function missing(what: string): EncoderError {
  return new EncoderError('invalid-certificate', `Expected ${what}, found none.`, {
    hint: 'Pass certificate and key as PEM, or both as PKCS#12 (.p12, .pfx).',
  })
}
