import type { Completions, OptionCompletion, Value } from './completions.js'

export function fishScript({ words, commands, globals, valued }: Completions): string {
  const isGlobal = (option: OptionCompletion) => globals.some(({ flags }) => flags.join() === option.flags.join())
  const lines = [
    ...globals.map((option) => complete([], optionParts(option))),
    ...words.flatMap(({ path, next }) =>
      next.map(({ word, summary }) => complete(at(path, 'any'), ['-a', word, '-d', quote(summary)])),
    ),
    ...commands.flatMap(({ path, options, positionals, rest }) => [
      ...options.filter((option) => !isGlobal(option)).map((option) => complete(at(path, 'any'), optionParts(option))),
      ...positionals.flatMap(({ value }, index) => {
        const all = rest && index === positionals.length - 1
        return value.kind === 'any' ? [] : [complete(at(path, all ? 'any' : index), candidates(value))]
      }),
    ]),
  ]
  return `# fish completion of cowork-mdm, written by "cowork-mdm completion fish".

# Whether the words before the cursor are those of the command $argv[1], and as many arguments as $argv[2] says.
function __cowork_mdm_at
    set -l valued ${valued.join(' ')}
    set -l commands ${commands.map(({ path }) => quote(path)).join(' ')}
    set -l path
    set -l count 0
    set -l skip 0
    set -l dashes 0
    set -l typed (commandline -opc)
    for word in $typed[2..-1]
        if test $skip = 1
            set skip 0
        else if test $dashes = 0; and string match -q -- '-*' $word
            contains -- $word $valued; and set skip 1
            test "$word" = --; and set dashes 1
        else if contains -- "$path" $commands
            set count (math $count + 1)
        else
            set path (string join ' ' $path $word)
        end
    end
    test "$path" = "$argv[1]"; and contains -- "$argv[2]" $count any
end

complete -c cowork-mdm -f
${lines.join('\n')}
`
}

function complete(condition: string[], parts: string[]): string {
  return ['complete -c cowork-mdm', ...condition, ...parts].join(' ')
}

function at(path: string, count: number | 'any'): string[] {
  return ['-n', quote(`__cowork_mdm_at "${path}" ${count}`)]
}

function optionParts({ flags, summary, value }: OptionCompletion): string[] {
  const names = flags.map((flag) => (flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`))
  const takes = value === undefined ? [] : value.kind === 'file' ? ['-r'] : ['-x']
  return [...names, '-d', quote(summary), ...takes, ...(value === undefined ? [] : candidates(value))]
}

function candidates(value: Value): string[] {
  switch (value.kind) {
    case 'words':
      return ['-a', quote(value.words.join(' '))]
    case 'file':
      return ['-F']
    case 'folder':
      return ['-a', "'(__fish_complete_directories)'"]
    case 'any':
      return []
  }
}

function quote(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`
}
