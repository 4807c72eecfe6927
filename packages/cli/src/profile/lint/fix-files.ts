import { realpath } from 'node:fs/promises'
import { tryDecode } from '@cowork-mdm/encoder'
import { fixFile, unifiedDiff, type Finding, type LintOptions } from '@cowork-mdm/linter'
import { writeFileAtomic } from '@cowork-mdm/machine'
import type { SchemaDocument } from '@cowork-mdm/schema'
import { maskSecrets } from '../mask-secrets.js'
import { STDIN } from '../read-input.js'
import type { LintedFile } from './read-linted-files.js'

export interface FixedFiles {
  /** Something was written. */
  changed: boolean
  fixed: Finding[]
  /** What would be written, without secrets; empty where it was. */
  diff: string
  /** What every file holds now, or would. */
  contents: Map<string, Uint8Array>
}

/** Mends what can be mended, in the files or for show. A signed profile, a policy template and stdin are only shown. */
export async function fixFiles(
  files: readonly LintedFile[],
  options: LintOptions,
  { dryRun, showSecrets }: { dryRun: boolean; showSecrets: boolean },
): Promise<FixedFiles> {
  const result: FixedFiles = { changed: false, fixed: [], diff: '', contents: new Map() }
  for (const { path, bytes, opened } of files) {
    const isFixable = !('admxProblems' in opened) && !('signature' in opened) && path !== STDIN
    const mended = isFixable ? fixFile({ path, bytes }, options) : { bytes, fixed: [] }
    result.contents.set(path, mended.bytes)
    if (mended.fixed.length === 0) continue
    result.fixed.push(...mended.fixed)
    if (dryRun) {
      const [before, after] = [bytes, mended.bytes].map((state) => shown(path, state, options.document, showSecrets))
      result.diff += unifiedDiff(path, before!, after!)
    } else {
      // A link stays one: what it stands for is mended.
      await writeFileAtomic(await realpath(path), mended.bytes, { name: path })
      result.changed = true
    }
  }
  return result
}

function shown(path: string, bytes: Uint8Array, document: SchemaDocument, showSecrets: boolean): string {
  const artifact = tryDecode({ path, bytes }, { document })
  if (!('profile' in artifact)) return ''
  const { text = '', profile } = artifact
  return showSecrets ? text : maskSecrets(text, profile, { file: path, document })
}
