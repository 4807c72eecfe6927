import type { CommandCompletions, Completions, OptionCompletion, Value } from './completions.js'

/** With `_arguments` of zsh's own completion system. The file may be a function of `$fpath`, or be sourced. */
export function zshScript({ words, commands, globals }: Completions): string {
  const [top, ...groups] = words
  const single = commands.filter(({ path }) => !path.includes(' '))
  return `#compdef cowork-mdm
# zsh completion of cowork-mdm, written by "cowork-mdm completion zsh".

${commands.map(commandFunction).join('\n')}
${groups.map(({ path, next }) => wordsFunction(path, next, globals)).join('\n')}
${wordsFunction('', top?.next ?? [], globals, [...groups, ...single])}
if [[ $funcstack[1] == _cowork-mdm ]]; then
  _cowork-mdm "$@"
else
  compdef _cowork-mdm cowork-mdm
fi
`
}

function commandFunction({ path, options, positionals, rest }: CommandCompletions): string {
  const specs = [
    ...options.flatMap(optionSpecs),
    ...positionals.map(({ name, value }, index) => {
      const place = rest && index === positionals.length - 1 ? '*' : index + 1
      return quote(`${place}:${name}:${action(value)}`)
    }),
  ]
  return `${functionOf(path)}() {
  _arguments -S ${specs.join(' \\\n    ')}
}
`
}

/** A function that completes the next word and then calls the function of what that word began. */
function wordsFunction(
  path: string,
  next: { word: string; summary: string }[],
  globals: OptionCompletion[],
  called = next.map(({ word }) => ({ path: `${path} ${word}` })),
): string {
  const cases = called.map((each) => `        ${each.path.split(' ').at(-1)}) ${functionOf(each.path)} && ret=0 ;;`)
  return `${functionOf(path)}() {
  local curcontext=$curcontext state ret=1
  local -a line next
  typeset -A opt_args
  _arguments -C -S ${[...globals.flatMap(optionSpecs), "'1: :->next'", "'*:: :->rest'"].join(' \\\n    ')} && ret=0
  case $state in
    next)
      next=(${next.map(({ word, summary }) => quote(`${word}:${summary.replaceAll(':', '\\:')}`)).join(' ')})
      _describe -t commands command next && ret=0
      ;;
    rest)
      case $words[1] in
${cases.join('\n')}
      esac
      ;;
  esac
  return ret
}
`
}

function functionOf(path: string): string {
  return ['_cowork-mdm', ...path.split(' ').filter(Boolean)].join('_')
}

/** One spec for each way to write the option; where it may be given once, each excludes the others. */
function optionSpecs({ flags, summary, value, placeholder, multiple }: OptionCompletion): string[] {
  const before = multiple ? '*' : flags.length > 1 ? `(${flags.join(' ')})` : ''
  const explanation = `[${summary.replace(/[[\]\\]/g, '\\$&')}]`
  return flags.map((flag) => {
    if (value === undefined) return quote(before + flag + explanation)
    const takes = flag.startsWith('--') ? '=' : '+'
    return quote(`${before}${flag}${takes}${explanation}:${placeholder}:${action(value)}`)
  })
}

function action(value: Value): string {
  switch (value.kind) {
    case 'words':
      return `(${value.words.join(' ')})`
    case 'file':
      return '_files'
    case 'folder':
      return '_files -/'
    case 'any':
      return ''
  }
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}
