import type { Outcome } from '../outcome.js'
import { bashScript } from './bash-script.js'
import { completions } from './completions.js'
import { fishScript } from './fish-script.js'
import { powershellScript } from './powershell-script.js'
import { zshScript } from './zsh-script.js'

const SCRIPTS = { bash: bashScript, zsh: zshScript, fish: fishScript, powershell: powershellScript }

export function completionCommand({ shell }: { shell: keyof typeof SCRIPTS }): Outcome {
  const script = SCRIPTS[shell](completions())
  return { json: { shell, script }, text: () => script }
}
