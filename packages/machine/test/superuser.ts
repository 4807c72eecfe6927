import { chownSync, lchownSync, linkSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Whether tests can make files of other users. */
export const isRoot = process.getuid?.() === 0

const NOBODY = 65534

/**
 * Makes files, folders and links (`-> target`, `= other name`, a trailing `/`), of root or (`nobody:` before) of
 * nobody.
 */
export function lay(root: string, ...things: string[]): void {
  for (const thing of things) {
    const [, foreign, name = '', folder, , target, , other] = /^(nobody:)?([^ ]*?)(\/)?( -> (.*))?( = (.*))?$/.exec(
      thing,
    )!
    const path = join(root, name)
    if (folder !== undefined) mkdirSync(path)
    else if (target !== undefined) symlinkSync(target, path)
    else if (other !== undefined) linkSync(join(root, other), path)
    else writeFileSync(path, `text of ${name}`)
    if (foreign === undefined) continue
    if (target === undefined) chownSync(path, NOBODY, NOBODY)
    else lchownSync(path, NOBODY, NOBODY)
  }
}
