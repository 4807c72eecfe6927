import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What a shell offers for each line, as it is typed up to the cursor; sorted, without what a shell adds to a candidate. */
export type Complete = (script: string, lines: string[], cwd: string) => Map<string, string[]>

export function has(program: string): boolean {
  return spawnSync(program, ['--version']).status === 0
}

/** bash hands the words of a line to the function in COMP_WORDS, with `=` as a word of its own. */
export const completeInBash: Complete = (script, lines, cwd) => {
  const driver = `
source "$1"
while IFS= read -r line; do
  echo "> $line"
  spaced=\${line//=/ = }
  read -ra COMP_WORDS <<<"$spaced"
  [[ $spaced == *' ' && $spaced != *'= ' ]] && COMP_WORDS+=('')
  COMP_CWORD=$((\${#COMP_WORDS[@]} - 1))
  COMPREPLY=()
  _cowork_mdm
  printf '%s\\n' "\${COMPREPLY[@]}"
done <"$2"`
  return withFiles(script, lines, ({ file, cases }) => run('bash', ['--norc', '-c', driver, 'bash', file, cases], cwd))
}

/** zsh completes in a terminal only: one of its own, where a widget types each line and every `compadd` is written down. */
export const completeInZsh: Complete = (script, lines, cwd) => {
  const offered = withFiles(script, lines, ({ file, cases, folder }) => {
    const out = join(folder, 'out')
    const setup = join(folder, 'setup.zsh')
    writeFileSync(
      setup,
      `autoload -U compinit && compinit -D -u
source ${file}
compadd() {
  local -a hits
  # What only asks, and shows nothing, is left alone.
  [[ " \${(j: :)\${(@)@[1,(i)(-|--)]}} " == *' -'[OAD]* ]] && { builtin compadd "$@"; return }
  builtin compadd -A hits "$@"
  print -rl -- $hits >>${out}
  builtin compadd "$@"
}
probe() {
  local line
  for line in "\${(@f)$(<${cases})}"; do
    print -r -- "> $line" >>${out}
    BUFFER=$line CURSOR=$#line
    zle complete-word
  done
  exit
}
zle -N probe
bindkey '^T' probe
print ready
`,
    )
    const driver = `
zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell "source ${setup}"
zpty -r -m shell line '*ready*'
zpty -w -n shell $'\\C-T'
while zpty -r shell line; do :; done`
    run('zsh', ['-f', '-c', driver], cwd)
    return readFileSync(out, 'utf8')
  })
  // Where nothing else is left, zsh offers options though none was begun.
  const options = (line: string) => line.split(' ').at(-1)!.startsWith('-')
  return new Map(
    [...offered].map(([line, words]) => [line, words.filter((word) => options(line) || !word.startsWith('-'))]),
  )
}

export const completeInFish: Complete = (script, lines, cwd) => {
  const driver = `
source $argv[1]
while read line
  echo "> $line"
  complete -C $line
end <$argv[2]`
  return withFiles(script, lines, ({ file, cases }) =>
    run('fish', ['--no-config', '-c', driver, file, cases], cwd).replace(/\t.*$/gm, ''),
  )
}

export const completeInPowerShell: Complete = (script, lines, cwd) => {
  const driver = `
$ErrorActionPreference = 'Stop'
Invoke-Expression (Get-Content -Raw -LiteralPath $env:SCRIPT)
foreach ($line in Get-Content -LiteralPath $env:CASES) {
  "> $line"
  (TabExpansion2 -inputScript $line -cursorColumn $line.Length).CompletionMatches | ForEach-Object { $_.CompletionText }
}`
  return withFiles(script, lines, ({ file, cases }) =>
    run('pwsh', ['-NoProfile', '-NonInteractive', '-Command', driver], cwd, { SCRIPT: file, CASES: cases }),
  )
}

interface Files {
  folder: string
  file: string
  cases: string
}

function withFiles(script: string, lines: string[], complete: (files: Files) => string): Map<string, string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'cowork-mdm-completion-'))
  try {
    const files = { folder, file: join(folder, 'script'), cases: join(folder, 'cases') }
    writeFileSync(files.file, script)
    writeFileSync(files.cases, `${lines.join('\n')}\n`)
    return answers(complete(files))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function run(program: string, args: string[], cwd: string, env: Record<string, string> = {}): string {
  const options = { cwd, env: { ...process.env, ...env }, encoding: 'utf8', timeout: 20_000 } as const
  const { status, stdout, stderr } = spawnSync(program, args, options)
  if (status !== 0 || stderr !== '') throw new Error(`${program} ended with ${status}: ${stderr}`)
  return stdout
}

function answers(output: string): Map<string, string[]> {
  const [, ...parts] = `\n${output}`.split('\n> ')
  return new Map(
    parts.map((part) => {
      const [line = '', ...candidates] = part.split('\n')
      // `--out=` asks for a value, `folder/` for what is in it, and fish repeats the option of `--out=file`.
      const words = candidates.map((candidate) =>
        unescape(candidate.replace(/^--[a-z-]+=(?=.)/, '').replace(/[=/ ]$/, '')),
      )
      return [line, [...new Set(words.filter(Boolean))].sort()]
    }),
  )
}

/** zsh puts a backslash before a space. */
function unescape(word: string): string {
  return word.replaceAll('\\ ', ' ')
}
