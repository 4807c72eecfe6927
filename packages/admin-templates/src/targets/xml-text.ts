import { XMLBuilder } from 'fast-xml-parser'
import { printable } from '../model/printable.js'

/** Properties that begin with this are attributes. */
const ATTRIBUTE = '@'

const builder = new XMLBuilder({
  attributeNamePrefix: ATTRIBUTE,
  ignoreAttributes: false,
  textNodeName: '#text',
  commentPropName: '#comment',
  format: true,
  indentBy: '  ',
  suppressEmptyNode: true,
  suppressBooleanAttributes: false,
})

/** A value as it stands in a tree for `xmlText`: elements by name, attributes with `@`, text in `#text`. */
export type XmlTree = { [name: string]: XmlTree | XmlTree[] | string | number | undefined }

/** A tree as XML, without a declaration. Characters that XML cannot hold are left out: only prose has any. */
export function xmlText(tree: XmlTree): string {
  return printable(builder.build(tree))
}
