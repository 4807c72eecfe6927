import { rangeAt, type Profile, type SourceRange } from '@cowork-mdm/profile'
import { keyNamed, type SchemaDocument } from '@cowork-mdm/schema'
import { secretTexts } from './values/secret-texts.js'

/**
 * Where a profile's credentials stand in a file: what must not be shown of it, whatever the levels of rules are.
 * @param text of that file
 */
export function secretPlaces(
  { settings }: Profile,
  { file, text, document }: { file: string; text: string; document: SchemaDocument },
): SourceRange[] {
  return settings.flatMap((setting) => {
    const { source } = setting
    if (source?.file !== file) return []
    const pointers = secretTexts({ ...setting, key: keyNamed(document, setting.name) }, document)
    return pointers.map((pointer) => rangeAt(source.node, pointer, text))
  })
}
