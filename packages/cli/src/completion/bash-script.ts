import { sameValues, type Place } from './same-values.js'
import type { Completions } from './completions.js'

/**
 * For every bash since 3.2, which macOS has, and without the package bash-completion. bash splits `--to=admx` into three
 * words, as `=` is one of its word breaks.
 */
export function bashScript(completions: Completions): string {
  const { words, commands, globals, valued } = completions
  const flags = (options: typeof globals) => options.flatMap((option) => option.flags).join(' ')
  return `# bash completion of cowork-mdm, written by "cowork-mdm completion bash".

# What may stand next after the words $1: sets words and options.
_cowork_mdm_next() {
  words='' options='${flags(globals)}'
  case $1 in
${words.map(({ path, next }) => `    '${path}') words='${next.map(({ word }) => word).join(' ')}' ;;`).join('\n')}
${commands.map(({ path, options }) => `    '${path}') options='${flags(options)}' ;;`).join('\n')}
  esac
}

# What may be the value of the option, or of the argument with the number, $2 of the command $1: sets kind and words.
_cowork_mdm_value() {
  kind=any words=''
  case "$1 $2" in
${sameValues(completions)
  .map(({ value, places }) => {
    const set = value.kind === 'words' ? `kind=words words='${value.words.join(' ')}'` : `kind='${value.kind}'`
    return `    ${places.map(pattern).join(' | ')}) ${set} ;;`
  })
  .join('\n')}
  esac
}

_cowork_mdm() {
  local current=\${COMP_WORDS[COMP_CWORD]} path='' option='' dashes='' count=0 words options kind word i
  [[ $current == '=' ]] && current=''
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]}
    [[ $word == '=' ]] && continue
    if [[ -n $option ]]; then
      option=''
    elif [[ -z $dashes && $word == -* ]]; then
      case $word in
        --) dashes=1 ;;
        ${valued.join(' | ')}) option=$word ;;
      esac
    else
      _cowork_mdm_next "$path"
      if [[ -n $words ]]; then
        path=\${path:+$path }$word
      else
        count=$((count + 1))
      fi
    fi
  done

  _cowork_mdm_next "$path"
  kind=words
  if [[ -n $option ]]; then
    _cowork_mdm_value "$path" "$option"
  elif [[ -z $dashes && $current == -* ]]; then
    words=$options
  elif [[ -z $words ]]; then
    _cowork_mdm_value "$path" "$count"
  fi

  COMPREPLY=()
  local candidates=''
  case $kind in
    words) candidates=$(compgen -W "$words" -- "$current") ;;
    file) candidates=$(compgen -f -- "$current") ;;
    folder) candidates=$(compgen -d -- "$current") ;;
  esac
  if [[ $kind == file || $kind == folder ]] && type compopt >/dev/null 2>&1; then
    compopt -o filenames 2>/dev/null
  fi
  while IFS= read -r word; do
    [[ -n $word ]] && COMPREPLY+=("$word")
  done <<<"$candidates"
}

complete -F _cowork_mdm cowork-mdm
`
}

/** Arguments have numbers, so that a pattern for all of them matches no option. */
function pattern({ path, what, rest }: Place): string {
  return rest ? `'${path} '[${what}-9]*` : `'${path} ${what}'`
}
