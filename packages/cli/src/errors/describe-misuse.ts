import { counted } from '@cowork-mdm/schema'
import { placeholderOf, type Command } from '../command-line/command-table.js'
import type { Misuse } from '../command-line/misuse.js'
import { didYouMean } from './did-you-mean.js'

type Wording = {
  [Code in Misuse['code']]: (misuse: Extract<Misuse, { code: Code }>) => { message: string; hint: string }
}

/** One text a code; a code without a text is a type error. */
const WORDING: Wording = {
  'missing-command': ({ group: { name, commands } }) => ({
    message: `Expected a command after "cowork-mdm ${name}": ${oneOf(commands.map((command) => command.name))}.`,
    hint: `See "cowork-mdm ${name} --help" for what they do.`,
  }),
  'unknown-command': ({ word, known, under }) => ({
    message: `Expected a command of ${under}, found ${quoted(word)}.`,
    hint: didYouMean(word, known, (name) => `${under} ${name}`) ?? `See "${under} --help" for what there is.`,
  }),
  'unknown-option': ({ word, name, known, of }) => ({
    message: `Expected an option of "${of}", found ${quoted(word)}.`,
    hint:
      didYouMean(wholeName(name, known), known, (option) => `--${option}`) ?? `See "${of} --help" for what there is.`,
  }),
  'option-missing': ({ name, option: { value: placeholder = 'VALUE', choices, summary }, of }) => ({
    message: `Expected --${name} ${placeholder} for "${of}", found none.`,
    hint: choices ? `${placeholder} is ${oneOf(choices)}.` : `Add --${name} ${placeholder}. ${summary}.`,
  }),
  'option-value-missing': ({ name, placeholder, found }) => ({
    message: `Expected ${placeholder} after --${name}, found ${found ? quoted(found) : 'nothing'}.`,
    hint: found ? `Write --${name}=${found} if that is the value.` : `Write --${name} ${placeholder}.`,
  }),
  'option-value-unexpected': ({ name, found }) => ({
    message: `Expected --${name} without a value, found ${quoted(found)}.`,
    hint: `Write --${name} alone.`,
  }),
  'option-value-invalid': ({ name, found, choices }) => ({
    message: `Expected --${name} to be ${oneOf(choices)}, found ${quoted(found)}.`,
    hint: didYouMean(found, choices) ?? `Write one of these words, or leave --${name} out.`,
  }),
  'option-repeated': ({ name, times }) => ({
    message: `Expected --${name} once, found it ${times} times.`,
    hint: 'Keep the one that is meant.',
  }),
  'argument-missing': ({ index, found, command, of }) => {
    const { name, summary } = command.positionals[index]!
    return {
      message: `Expected ${name.toUpperCase()} (${summary}), found ${found === undefined ? 'nothing' : 'an empty text'}.`,
      hint: usage(command, of),
    }
  },
  'argument-invalid': ({ name, found, choices, command, of }) => ({
    message: `Expected ${name.toUpperCase()} to be ${oneOf(choices)}, found ${quoted(withoutValue(found))}.`,
    hint: didYouMean(found, choices) ?? usage(command, of),
  }),
  'argument-unexpected': ({ found, command, of }) => {
    const count = command.positionals.length
    return {
      message: `Expected ${count === 0 ? 'no argument' : counted(count, 'argument')} for "${of}", found ${quoted(withoutValue(found))} too.`,
      hint: usage(command, of),
    }
  },
}

/** A misuse in words: what was expected, what was found, and in `hint` what to do. */
export function describeMisuse(misuse: Misuse): { message: string; hint: string } {
  return (WORDING[misuse.code] as (misuse: Misuse) => { message: string; hint: string })(misuse)
}

/** The only name that begins so: `cert` is short for `certificate`. */
function wholeName(beginning: string, names: readonly string[]): string {
  const whole = names.filter((name) => name.startsWith(beginning))
  return whole.length === 1 ? whole[0]! : beginning
}

/** What stands behind the sign may be a secret, where --set was forgotten. */
function withoutValue(found: string): string {
  return found.replace(/=.*/s, '=…')
}

function usage(command: Command, of: string): string {
  return `Usage: ${[of, ...command.positionals.map(placeholderOf)].join(' ')}`
}

function oneOf(words: readonly string[]): string {
  return words.length > 1 ? `${words.slice(0, -1).join(', ')} or ${words.at(-1)}` : (words[0] ?? 'nothing')
}

function quoted(text: string): string {
  return JSON.stringify(text)
}
