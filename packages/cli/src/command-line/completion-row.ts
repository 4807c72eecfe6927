import { defineCommand } from './command-table.js'

export const completionRow = defineCommand({
  name: 'completion',
  summary: 'Print a script that lets a shell complete commands and options',
  details: [
    'bash: source the script in ~/.bashrc, or keep it as /etc/bash_completion.d/cowork-mdm. zsh: keep it as _cowork-mdm in a ' +
      'folder of $fpath. fish: keep it as ~/.config/fish/completions/cowork-mdm.fish. PowerShell: pipe it to "Out-String | ' +
      'Invoke-Expression" in $PROFILE.',
  ],
  positionals: [
    { name: 'shell', summary: 'shell that reads the script', choices: ['bash', 'zsh', 'fish', 'powershell'] },
  ],
  options: {},
  examples: [
    { command: 'completion bash', summary: 'source <(cowork-mdm completion bash)' },
    { command: 'completion zsh', summary: 'cowork-mdm completion zsh > ~/.zfunc/_cowork-mdm' },
  ],
  run: async (input) => (await import('../completion/completion-command.js')).completionCommand(input),
})
