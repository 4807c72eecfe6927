import { latestSchema } from '@cowork-mdm/schema'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decode } from '../../src/decode.js'
import { encode } from '../../src/encode.js'
import { EncoderError } from '../../src/encoder-error.js'
import { openSigned, signProfile, type SignOptions } from '../../src/signed.js'
import { hasOpenssl, OpensslFolder } from '../support/openssl.js'

const document = await latestSchema()
const settings = [{ name: 'inferenceProvider', value: 'gateway' }]
const [file] = encode({ name: 'Fleet', settings }, { format: 'mobileconfig', document }).files
const profile = file!.bytes
const PASSPHRASE = 'correct horse battery staple'

describe.skipIf(!hasOpenssl)('signed profiles, with openssl', () => {
  let folder: OpensslFolder
  beforeAll(() => {
    folder = new OpensslFolder()
    folder.write('in.mobileconfig', profile)
    folder.certificate('root', 'rsa')
    folder.certificate('rsa', 'rsa')
    folder.certificate('ec', 'P-256')
    folder.certificate('ec384', 'P-384')
    folder.certificate('ed', 'ed25519')
    folder.certificate('leaf', 'P-256', { issuer: 'root' })
    folder.certificate('expired', 'rsa', { from: '20200101000000Z', to: '20210101000000Z' })
    folder.certificate('future', 'rsa', { from: '20900101000000Z' })
  })
  afterAll(() => folder.remove())

  const pem = (name: string): SignOptions => ({
    certificate: folder.read(`${name}.crt`),
    key: folder.read(`${name}.key`),
  })

  /** What openssl takes out of a signed file; it throws where the signature is not right. */
  const verified = (signed: Uint8Array, trusted: string) => {
    folder.write('signed', signed)
    const common = [
      '-verify',
      '-binary',
      '-inform',
      'DER',
      '-in',
      'signed',
      '-CAfile',
      `${trusted}.crt`,
      '-purpose',
      'any',
    ]
    folder.run('smime', ...common, '-out', 'smime.out')
    folder.run('cms', ...common, '-out', 'cms.out')
    expect(folder.read('smime.out')).toEqual(folder.read('cms.out'))
    return folder.read('cms.out')
  }

  describe('signing', () => {
    it.each(['rsa', 'ec', 'ec384'])('with a %s key: openssl takes out what was signed', async (name) => {
      expect(verified(await signProfile(profile, pem(name)), name)).toEqual(profile)
    })

    it('carries the chain, so that a device that trusts the root finds the way', async () => {
      const signed = await signProfile(profile, { ...pem('leaf'), chain: folder.read('root.crt') })
      expect(verified(signed, 'root')).toEqual(profile)
      const [signature] = (await openSigned(signed)).signatures
      expect(signature).toMatchObject({
        signer: { subject: 'CN=Test leaf, O=Example Ltd', issuer: 'CN=Test root, O=Example Ltd' },
        chain: [{ subject: 'CN=Test root, O=Example Ltd' }],
        isIntact: true,
        problems: [],
      })
    })

    it('writes DER in one piece, without a signing time, even when it is long', async () => {
      const signed = await signProfile(new Uint8Array(200_000).fill(0x20), pem('rsa'))
      folder.write('signed', signed)
      const parsed = folder.run('asn1parse', '-inform', 'DER', '-in', 'signed').toString()
      expect(parsed).not.toMatch(/l=inf|signingTime/)
      expect(parsed).toMatch(/prim:\s+OCTET STRING/)
      expect(parsed).not.toMatch(/cons:\s+OCTET STRING/)
    })

    it('gives the same bytes for the same RSA key', async () => {
      expect(await signProfile(profile, pem('rsa'))).toEqual(await signProfile(profile, pem('rsa')))
    })

    const forms: [string, (folder: OpensslFolder, name: string) => void][] = [
      [
        'PKCS#12 of OpenSSL 3',
        (f, n) =>
          f.run(
            'pkcs12',
            '-export',
            '-inkey',
            `${n}.key`,
            '-in',
            `${n}.crt`,
            '-out',
            'both',
            '-passout',
            `pass:${PASSPHRASE}`,
          ),
      ],
      [
        'PKCS#12 with RC2 and 3DES',
        (f, n) =>
          f.run(
            'pkcs12',
            '-export',
            '-legacy',
            '-inkey',
            `${n}.key`,
            '-in',
            `${n}.crt`,
            '-out',
            'both',
            '-passout',
            `pass:${PASSPHRASE}`,
          ),
      ],
      [
        'encrypted PKCS#8',
        (f, n) => {
          f.run('pkcs8', '-topk8', '-in', `${n}.key`, '-out', 'locked', '-passout', `pass:${PASSPHRASE}`)
          f.write('both', Buffer.concat([f.read(`${n}.crt`), f.read('locked')]))
        },
      ],
      [
        'the older PEM form of keys',
        (f, n) => {
          f.run('pkey', '-in', `${n}.key`, '-traditional', '-out', 'older')
          f.write('both', Buffer.concat([f.read('older'), f.read(`${n}.crt`)]))
        },
      ],
    ]
    it.each(forms.flatMap(([form, make]) => ['rsa', 'ec'].map((name) => ({ form, name, make }))))(
      'takes $form of a $name key',
      async ({ name, make }) => {
        make(folder, name)
        const options = { certificate: folder.read('both'), passphrase: PASSPHRASE }
        expect(verified(await signProfile(profile, options), name)).toEqual(profile)
      },
    )

    it('takes the older encrypted PEM form of RSA keys, and DER', async () => {
      folder.run(
        'rsa',
        '-in',
        'rsa.key',
        '-aes128',
        '-traditional',
        '-out',
        'old.key',
        '-passout',
        `pass:${PASSPHRASE}`,
      )
      folder.run('x509', '-in', 'rsa.crt', '-outform', 'DER', '-out', 'rsa.der')
      const options = { certificate: folder.read('rsa.der'), key: folder.read('old.key'), passphrase: PASSPHRASE }
      expect(verified(await signProfile(profile, options), 'rsa')).toEqual(profile)
    })

    const refusals: [string, () => SignOptions, string][] = [
      ['an expired certificate', () => pem('expired'), 'expired at 2021-01-01T00:00:00.000Z'],
      ['a certificate of the future', () => pem('future'), 'is not valid before 2090-01-01T00:00:00.000Z'],
      [
        'a key of another certificate',
        () => ({ ...pem('rsa'), key: folder.read('root.key') }),
        'found one of another certificate',
      ],
      [
        'a key of another kind',
        () => ({ ...pem('rsa'), key: folder.read('ec.key') }),
        'found one of another certificate',
      ],
      ['an Ed25519 key', () => pem('ed'), 'Expected an RSA or EC private key'],
      [
        'no key',
        () => ({ certificate: folder.read('rsa.crt') }),
        'Expected the private key of the certificate, found none',
      ],
      ['no certificate', () => ({ certificate: folder.read('rsa.key') }), 'Expected a certificate, found none'],
      ['something else', () => ({ certificate: new TextEncoder().encode('hello') }), 'found something else'],
    ]
    it.each(refusals)('refuses %s', async (_, options, message) => {
      const failure = await failureOf(signProfile(profile, options()))
      expect(failure).toMatchObject({ code: 'invalid-certificate' })
      expect(failure.message).toContain(message)
      expect(failure.hint).toBeDefined()
    })

    it('signs with an expired certificate where the time is given', async () => {
      const signed = await signProfile(profile, { ...pem('expired'), now: new Date('2020-06-01') })
      const [signature] = (await openSigned(signed, { now: new Date('2026-01-01') })).signatures
      expect(signature).toMatchObject({ isIntact: true, problems: [{ code: 'expired' }] })
      const [early] = (await openSigned(signed, { now: new Date('2019-01-01') })).signatures
      expect(early).toMatchObject({ isIntact: true, problems: [{ code: 'not-yet-valid' }] })
    })

    it.each(['PKCS#12', 'PEM'])('tells a wrong passphrase of %s from none, and shows neither', async (form) => {
      if (form === 'PEM') forms[2]![1](folder, 'rsa')
      else forms[0]![1](folder, 'rsa')
      const certificate = folder.read('both')
      const wrong = await failureOf(signProfile(profile, { certificate, passphrase: 'hunter2-wrong' }))
      expect(wrong.message).toMatch(/^Expected the passphrase of .*, found another one\.$/)
      const none = await failureOf(signProfile(profile, { certificate }))
      expect(none.message).toMatch(/, found none\.$/)
      for (const failure of [wrong, none]) {
        expect(failure.cause).toBeUndefined()
        expect(JSON.stringify([failure.message, failure.hint, failure.stack])).not.toMatch(/hunter2|horse/)
      }
    })
  })

  describe('opening what openssl signed', () => {
    const sign = (...args: string[]) => {
      folder.run(
        'cms',
        '-sign',
        '-binary',
        '-nodetach',
        '-in',
        'in.mobileconfig',
        '-signer',
        'rsa.crt',
        '-inkey',
        'rsa.key',
        '-out',
        'foreign',
        ...args,
      )
      return folder.read('foreign')
    }

    it.each([
      ['DER', ['-outform', 'DER']],
      ['DER without attributes', ['-outform', 'DER', '-noattr']],
      ['BER of indefinite length', ['-outform', 'DER', '-stream']],
      ['PEM', ['-outform', 'PEM']],
      ['SHA-512', ['-outform', 'DER', '-md', 'sha512']],
      ['a key identifier', ['-outform', 'DER', '-keyid']],
    ])('%s', async (_, args) => {
      const { content, signatures } = await openSigned(sign(...args))
      expect(content).toEqual(profile)
      expect(signatures).toHaveLength(1)
      expect(signatures[0]).toMatchObject({
        signer: {
          subject: 'CN=Test rsa, O=Example Ltd',
          notBefore: new Date('2025-01-01T00:00:00Z'),
          notAfter: new Date('2099-12-31T23:59:59Z'),
        },
        isIntact: true,
        problems: [],
      })
      const serial = folder.run('x509', '-in', 'rsa.crt', '-noout', '-serial').toString().trim().replace('serial=', '')
      expect(signatures[0]!.signer!.serial.replace(/^00/, '')).toBe(serial.toLowerCase())
      expect(decode({ path: 'x.mobileconfig', bytes: content }, { document }).profile.settings).toMatchObject(settings)
    })

    it('tells the signing time, and several signers apart', async () => {
      const { signatures } = await openSigned(sign('-outform', 'DER', '-signer', 'ec.crt', '-inkey', 'ec.key'))
      expect(signatures.map(({ signer }) => signer?.subject).sort()).toEqual([
        'CN=Test ec, O=Example Ltd',
        'CN=Test rsa, O=Example Ltd',
      ])
      expect(signatures.map(({ isIntact }) => isIntact)).toEqual([true, true])
      expect(signatures[0]!.signingTime).toBeInstanceOf(Date)
    })

    it('tells that the certificate is not in the file', async () => {
      const [signature] = (await openSigned(sign('-outform', 'DER', '-nocerts'))).signatures
      expect(signature).toMatchObject({ chain: [], isIntact: false, problems: [{ code: 'certificate-missing' }] })
      expect(signature!.signer).toBeUndefined()
    })

    it('tells a digest that can be forged, and does not verify one that is broken', async () => {
      expect((await openSigned(sign('-outform', 'DER', '-md', 'sha1'))).signatures[0]).toMatchObject({
        isIntact: true,
        problems: [{ code: 'weak-digest' }],
      })
      expect((await openSigned(sign('-outform', 'DER', '-md', 'md5'))).signatures[0]).toMatchObject({
        isIntact: false,
        problems: [{ code: 'unknown-algorithm' }],
      })
    })

    it('refuses content that nobody signed', async () => {
      const { ContentInfo, SignedData } = await import('pkijs')
      const signed = new SignedData({ schema: ContentInfo.fromBER(sign('-outform', 'DER').slice().buffer).content })
      signed.signerInfos = []
      const whole = new ContentInfo({ contentType: ContentInfo.SIGNED_DATA, content: signed.toSchema(true) })
      const failure = await failureOf(openSigned(new Uint8Array(whole.toSchema().toBER(false))))
      expect(failure).toMatchObject({ code: 'invalid-signature' })
      expect(failure.message).toContain('found none around it')
    })

    it('tells a changed content from a changed signature', async () => {
      const signed = sign('-outform', 'DER')
      const content = signed.slice()
      content[indexOf(content, 'gateway')]! ^= 1
      expect((await openSigned(content)).signatures[0]).toMatchObject({
        isIntact: false,
        problems: [{ code: 'digest-mismatch' }],
      })
      const signature = signed.slice()
      signature[signature.length - 5]! ^= 1
      expect((await openSigned(signature)).signatures[0]).toMatchObject({
        isIntact: false,
        problems: [{ code: 'signature-mismatch' }],
      })
      const plain = sign('-outform', 'DER', '-noattr')
      plain[indexOf(plain, 'gateway')]! ^= 1
      expect((await openSigned(plain)).signatures[0]).toMatchObject({
        isIntact: false,
        problems: [{ code: 'signature-mismatch' }],
      })
    })

    it('refuses a detached signature, encrypted content, and what is no CMS', async () => {
      folder.run(
        'cms',
        '-sign',
        '-binary',
        '-in',
        'in.mobileconfig',
        '-signer',
        'rsa.crt',
        '-inkey',
        'rsa.key',
        '-outform',
        'DER',
        '-out',
        'detached',
      )
      folder.run('cms', '-encrypt', '-binary', '-in', 'in.mobileconfig', '-outform', 'DER', '-out', 'locked', 'rsa.crt')
      expect((await failureOf(openSigned(folder.read('detached')))).message).toContain('found a detached one')
      expect((await failureOf(openSigned(folder.read('locked')))).message).toContain('found CMS of another kind')
      expect((await failureOf(openSigned(profile))).message).toContain('found something else')
      const whole = sign('-outform', 'DER')
      for (const length of [0, 1, 10, 100, whole.length - 1])
        expect(await failureOf(openSigned(whole.slice(0, length)))).toMatchObject({ code: 'invalid-signature' })
    })
  })

  it('decode says what a signed profile is, in each form', async () => {
    const der = await signProfile(profile, pem('rsa'))
    folder.write('signed', der)
    folder.run('cms', '-cmsout', '-inform', 'DER', '-in', 'signed', '-outform', 'PEM', '-out', 'armoured')
    for (const bytes of [der, folder.read('armoured')]) {
      const failure = failureIn(() => decode({ path: 'a.mobileconfig', bytes }, { document }))
      expect(failure).toMatchObject({ code: 'signed', file: 'a.mobileconfig' })
      expect(failure.hint).toContain('openSigned')
    }
  })
})

it('refuses ASN.1 that is nested without end', async () => {
  const depth = 200_000
  const nested = new Uint8Array(depth * 2).map((_, index) => (index % 2 === 0 ? 0x30 : 0x80))
  expect(await failureOf(openSigned(nested))).toMatchObject({ code: 'invalid-signature' })
})

async function failureOf(promise: Promise<unknown>): Promise<EncoderError> {
  const outcome = await promise.then(
    () => undefined,
    (error: unknown) => error,
  )
  expect(outcome).toBeInstanceOf(EncoderError)
  return outcome as EncoderError
}

function failureIn(run: () => unknown): EncoderError {
  try {
    run()
  } catch (error) {
    expect(error).toBeInstanceOf(EncoderError)
    return error as EncoderError
  }
  throw new Error('Expected a failure.')
}

function indexOf(bytes: Uint8Array, text: string): number {
  return Buffer.from(bytes).indexOf(text)
}
