export interface PemBlock {
  /** `CERTIFICATE`, `PRIVATE KEY`, … */
  label: string
  /** `Proc-Type` and the like, as they stand before the base64. */
  headers: string
  bytes: Uint8Array
  /** The block as it stands. */
  text: string
}

/** The blocks of a PEM file; none where the bytes are no such text, or a block is no base64. */
export function pemBlocks(bytes: Uint8Array): PemBlock[] {
  const text = new TextDecoder('latin1').decode(bytes)
  const blocks = text.matchAll(/-----BEGIN ([A-Z0-9 ]+)-----\s*?\n((?:[\w-]+:.*\n)*)([\s\S]*?)-----END \1-----/g)
  return [...blocks].flatMap(([block, label, headers, base64]) => {
    try {
      const binary = atob(base64!.replace(/\s+/g, ''))
      return [
        { label: label!, headers: headers!, bytes: Uint8Array.from(binary, (byte) => byte.charCodeAt(0)), text: block },
      ]
    } catch {
      return []
    }
  })
}
