import { sameValues } from './same-values.js'
import type { Completions, OptionCompletion } from './completions.js'

/** For Windows PowerShell 5.1 and PowerShell 7. Where the block returns nothing, PowerShell completes files by itself. */
export function powershellScript(completions: Completions): string {
  const { words, commands, globals, valued } = completions
  const values = sameValues(completions).flatMap(({ value, places }) =>
    value.kind === 'words' ? places.map(({ path, what }) => ({ place: `${path} ${what}`, value })) : [],
  )
  return `# PowerShell completion of cowork-mdm, written by "cowork-mdm completion powershell".

Register-ArgumentCompleter -Native -CommandName cowork-mdm -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $next = @{
${words.map(({ path, next }) => `        ${quote(path)} = ${pairs(next.map(({ word, summary }) => [word, summary]))}`).join('\n')}
    }
    $globals = ${pairs(globals.flatMap(flagPairs))}
    $options = @{
${commands.map(({ path, options }) => `        ${quote(path)} = ${pairs(options.flatMap(flagPairs))}`).join('\n')}
    }
    $values = @{
${values.map(({ place, value }) => `        ${quote(place)} = ${list(value)}`).join('\n')}
    }
    $valued = ${list({ words: valued })}

    $path = ''
    $count = 0
    $option = ''
    $dashes = $false
    foreach ($element in ($commandAst.CommandElements | Select-Object -Skip 1)) {
        if ($element.Extent.EndOffset -ge $cursorPosition -and $wordToComplete -ne '') { break }
        $word = $element.Extent.Text
        if ($option) { $option = '' }
        elseif (-not $dashes -and $word.StartsWith('-')) {
            if ($word -eq '--') { $dashes = $true }
            elseif ($valued -ccontains $word) { $option = $word }
        }
        elseif ($next.ContainsKey($path)) { $path = ($path + ' ' + $word).Trim() }
        else { $count++ }
    }

    $candidates = @()
    if ($option) { $candidates = $values["$path $option"] }
    elseif (-not $dashes -and $wordToComplete.StartsWith('-')) {
        $candidates = if ($options.ContainsKey($path)) { $options[$path] } else { $globals }
    }
    elseif ($next.ContainsKey($path)) { $candidates = $next[$path] }
    else { $candidates = $values["$path $count"] }

    foreach ($candidate in $candidates) {
        $text, $summary = $candidate
        if (-not $text.StartsWith($wordToComplete)) { continue }
        if (-not $summary) { $summary = $text }
        [System.Management.Automation.CompletionResult]::new($text, $text, 'ParameterValue', $summary)
    }
}
`
}

function flagPairs({ flags, summary }: OptionCompletion): [word: string, summary: string][] {
  return flags.map((flag) => [flag, summary])
}

/** A list of lists of two; the comma before each keeps a list of one from being flattened. */
function pairs(rows: [word: string, summary: string][]): string {
  return `@(${rows.map(([word, summary]) => `,@(${quote(word)}, ${quote(summary)})`).join('; ')})`
}

function list({ words }: { words: readonly string[] }): string {
  return `@(${words.map(quote).join(', ')})`
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
