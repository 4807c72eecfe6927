import type { RawMap, RawNode } from '@cowork-mdm/profile'
import { EncoderError } from '../encoder-error.js'
import type { FileBytes } from '../format.js'
import { decodeUtf8 } from '../text/decode-text.js'
import { kindOfPlist } from './kind-of-plist.js'
import { readBinaryPlist } from './read-binary-plist.js'
import { readXmlPlist } from './read-xml-plist.js'

export interface PlistFile {
  /** Absent where the list is binary: ranges count bytes then. */
  text?: string
  raw: RawNode
}

/**
 * A property list, XML or binary.
 * @throws EncoderError where it is neither: signed, in the ASCII form of OpenStep, in UTF-16, broken
 */
export function readPlist(file: FileBytes): PlistFile {
  const { path, bytes } = file
  switch (kindOfPlist(bytes)) {
    case 'binary':
      return { raw: readBinaryPlist(bytes, path) }
    case 'signed':
      throw new EncoderError('signed', `Expected a property list in ${path}, found a signed one.`, {
        hint: 'Open it with openSigned of @cowork-mdm/encoder/signed, and read what it returns.',
        file: path,
      })
    case 'openstep':
      throw new EncoderError(
        'invalid-plist',
        `Expected XML or a binary property list in ${path}, found another text form, as ASCII or JSON.`,
        {
          hint: `Convert it: plutil -convert xml1 ${path}`,
          file: path,
          range: [0, 1],
        },
      )
    case 'utf-16':
    case 'xml': {
      const text = decodeUtf8(file)
      return { text, raw: readXmlPlist(text, { file: path }) }
    }
  }
}

/** The outermost value, which has to be a map. */
export function mapAt(node: RawNode, file: string): RawMap {
  if (node.type === 'dict') return node
  throw new EncoderError('invalid-plist', `Expected a <dict> of settings in ${file}, found <${node.type}>.`, {
    file,
    range: node.range,
  })
}
