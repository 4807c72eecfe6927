import { CHECK_IDS } from '@cowork-mdm/doctor'
import { FORMATS } from '@cowork-mdm/encoder'
import { RULES } from '@cowork-mdm/linter'
import { describeTemplates } from '@cowork-mdm/profile'
import { latestSchema } from '@cowork-mdm/schema'
import type { Outcome } from '../outcome.js'
import { bashScript } from './bash-script.js'
import { completions } from './completions.js'
import { fishScript } from './fish-script.js'
import { powershellScript } from './powershell-script.js'
import { zshScript } from './zsh-script.js'

const SCRIPTS = { bash: bashScript, zsh: zshScript, fish: fishScript, powershell: powershellScript }

export async function completionCommand({ shell }: { shell: keyof typeof SCRIPTS }): Promise<Outcome> {
  const [templates, schema] = await Promise.all([describeTemplates(), latestSchema()])
  const script = SCRIPTS[shell](
    completions({
      checks: CHECK_IDS,
      formats: Object.keys(FORMATS),
      rules: Object.keys(RULES),
      settings: schema.keys.map(({ name }) => name),
      templates: templates.map(({ name }) => name),
    }),
  )
  return { json: { shell, script }, text: () => script }
}
