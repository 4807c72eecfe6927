import { existsSync } from 'node:fs'
import { readLintConfig, type LintConfig } from '@cowork-mdm/linter'
import { readFileBytes } from '@cowork-mdm/machine'

/** Read in the current folder where no other one is named. */
export const CONFIG = 'cowork-mdm.lint.yaml'

/** The configuration that is named, or the one in the current folder; nothing where there is none. */
export async function openConfig(path: string | undefined): Promise<LintConfig> {
  if (path === undefined && !existsSync(CONFIG)) return {}
  const file = path ?? CONFIG
  const bytes = await readFileBytes(file)
  return readLintConfig(new TextDecoder().decode(bytes), file)
}
