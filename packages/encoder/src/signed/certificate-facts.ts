import type { Certificate, RelativeDistinguishedNames } from 'pkijs'

/** What a certificate says of itself. */
export interface CertificateFacts {
  /** `CN=Example, O=Example Ltd` */
  subject: string
  issuer: string
  /** Lower-case hexadecimal. */
  serial: string
  notBefore: Date
  notAfter: Date
}

export function certificateFacts({
  subject,
  issuer,
  serialNumber,
  notBefore,
  notAfter,
}: Certificate): CertificateFacts {
  return {
    subject: nameOf(subject),
    issuer: nameOf(issuer),
    serial: Array.from(serialNumber.valueBlock.valueHexView, (byte) => byte.toString(16).padStart(2, '0')).join(''),
    notBefore: notBefore.value,
    notAfter: notAfter.value,
  }
}

/** Attribute types as people write them (RFC 4519). */
const SHORT_NAMES: Record<string, string> = {
  '2.5.4.3': 'CN',
  '2.5.4.5': 'serialNumber',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '0.9.2342.19200300.100.1.1': 'UID',
  '0.9.2342.19200300.100.1.25': 'DC',
  '1.2.840.113549.1.9.1': 'emailAddress',
}

function nameOf({ typesAndValues }: RelativeDistinguishedNames): string {
  return typesAndValues
    .map(({ type, value }) => `${SHORT_NAMES[type] ?? type}=${String(value.valueBlock.value)}`)
    .join(', ')
}
